/** How one value is written in the address: under which key, and as which texts. */
export interface Codec<T> {
  key: string;
  /** The value if the address does not have the key. It is never written, so that links stay short. */
  initial: T;
  parse(values: string[]): T;
  format(value: T): string[];
}

/** The codec of each value that a page or a part keeps in the address. */
export type Codecs<S> = { readonly [F in keyof S]: Codec<S[F]> };

/** The values that these codecs keep. */
export type ValuesOf<C> = { [F in keyof C]: C[F] extends Codec<infer T> ? T : never };

export const text = <T extends string = string>(key: string, initial: NoInfer<T>): Codec<T> => ({
  key,
  initial,
  parse: ([value]) => (value as T | undefined) ?? initial,
  format: (value) => (value === initial ? [] : [value]),
});

export const flag = (key: string, initial: boolean): Codec<boolean> => ({
  key,
  initial,
  parse: ([value]) => (value === undefined ? initial : value === '1'),
  format: (value) => (value === initial ? [] : [value ? '1' : '0']),
});

export const words = (key: string, initial: string[]): Codec<string[]> => ({
  key,
  initial,
  parse: ([value]) => (value === undefined ? initial : value.split(',').filter(Boolean)),
  format: (value) => (value.join() === initial.join() ? [] : [value.join(',')]),
});

/** One parameter per item; an item that cannot be parsed is left out. */
export const list = <T>(
  key: string,
  parse: (value: string) => T | undefined,
  format: (item: T) => string
): Codec<T[]> => ({
  key,
  initial: [],
  parse: (values) => values.map(parse).filter((item) => item !== undefined),
  format: (items) => items.map(format),
});

/** One parameter per text. */
export const texts = (key: string): Codec<string[]> =>
  list(
    key,
    (value) => value,
    (item) => item
  );

export function parseUrl<S>(codecs: Codecs<S>, params: URLSearchParams): S {
  return Object.fromEntries(
    Object.entries<Codec<unknown>>(codecs).map(([field, codec]) => [field, codec.parse(params.getAll(codec.key))])
  ) as S;
}

/** The address after a change: only the keys of the changed fields differ. */
export function written<S>(params: URLSearchParams, codecs: Codecs<S>, change: Partial<S>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const field of Object.keys(change) as Array<keyof S>) {
    const codec = codecs[field];
    next.delete(codec.key);
    codec.format(change[field] as S[keyof S]).forEach((value) => next.append(codec.key, value));
  }
  return next;
}

/** The search part of a link, with its question mark; empty if there are no parameters. */
export function searchText(params: URLSearchParams): string {
  const search = params.toString();
  return search && `?${search}`;
}
