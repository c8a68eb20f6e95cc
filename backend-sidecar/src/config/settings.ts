import * as z from 'zod';

/** One setting, found in a schema. */
export interface Setting {
  path: string[];
  schema: z.ZodType;
}

/** The object that a schema describes, under its defaults and checks; undefined for any other. */
export function shapeOf(schema: z.ZodType): Record<string, z.ZodType> | undefined {
  let inner: unknown = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
    inner = inner.def.innerType;
  }
  return inner instanceof z.ZodObject ? (inner.shape as Record<string, z.ZodType>) : undefined;
}

/** All settings of a schema, in its order. */
export function settingsOf(schema: z.ZodType, path: string[] = []): Setting[] {
  const shape = shapeOf(schema);
  return shape
    ? Object.entries(shape).flatMap(([key, member]) => settingsOf(member, [...path, key]))
    : [{ path, schema }];
}

/** The environment variable of a setting: `receivers.loki.url` → `KUBERNETES_EVENTS_RECEIVERS_LOKI_URL`. */
export function variableOf(path: readonly string[]): string {
  const words = path.map((key) => key.replace(/[A-Z]/g, '_$&').toUpperCase());
  return `KUBERNETES_EVENTS_${words.join('_')}`;
}
