/** What Loki has against an entry, and the limit it names. */
export type Reason =
  | { kind: 'too old' }
  | { kind: 'too far behind' }
  | { kind: 'too new' }
  | { kind: 'line too long'; limit: number }
  | { kind: 'too many labels'; limit: number }
  /** Too long, or not what Loki's reader of labels takes. */
  | { kind: 'bad label' }
  | { kind: 'too many streams' }
  | { kind: 'no metadata' }
  | { kind: 'too much metadata' }
  /** The tenant's rate, or a push that is larger than its burst. */
  | { kind: 'rate' }
  | { kind: 'unknown' };

export type ReasonKind = Reason['kind'];

const numbered = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0);

/** Text in Loki's answer → the reason. Source: Loki's pkg/validation/validate.go and pkg/ingester/stream.go. */
const REASONS: ReadonlyArray<[RegExp, (text: string) => Reason]> = [
  [/entry too far behind|out of order/, () => ({ kind: 'too far behind' })],
  [/has timestamp too old/, () => ({ kind: 'too old' })],
  [/has timestamp too new/, () => ({ kind: 'too new' })],
  [
    /max entry size '\d+' bytes exceeded/,
    (text) => ({ kind: 'line too long', limit: numbered(text, /max entry size '(\d+)' bytes exceeded/) }),
  ],
  [
    /label names; limit \d+/,
    (text) => ({ kind: 'too many labels', limit: numbered(text, /label names; limit (\d+)/) }),
  ],
  [/label (name|value) too long|parsing? labels|parse labels/, () => ({ kind: 'bad label' })],
  [/maximum active stream limit exceeded/, () => ({ kind: 'too many streams' })],
  [/structured metadata, but this feature is disallowed/, () => ({ kind: 'no metadata' })],
  [/structured metadata too large|too many structured metadata/, () => ({ kind: 'too much metadata' })],
  [/rate limit exceeded/i, () => ({ kind: 'rate' })],
];

/** All reasons that an answer to a push names; `unknown` where none is known. */
export function reasonsOf(text: string): Reason[] {
  const found = REASONS.filter(([pattern]) => pattern.test(text)).map(([, read]) => read(text));
  return found.length > 0 ? found : [{ kind: 'unknown' }];
}
