import type * as z from 'zod';
import { shapeOf } from './settings.ts';

/** Keys in the case that the schema has them in: the first collector's reader did not look at case. */
export function normalizeKeys(document: unknown, schema: z.ZodType): unknown {
  const shape = shapeOf(schema);
  if (!shape || typeof document !== 'object' || document === null || Array.isArray(document)) {
    return document;
  }
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => {
      const name = Object.hasOwn(shape, key) ? key : (names.get(key.toLowerCase()) ?? key);
      const member = shape[name];
      return [name, member ? normalizeKeys(value, member) : (value as unknown)];
    })
  );
}

/** The first collector's `receivers.loki.labels`, `{job="events"}` or an object, as static labels; `staticLabels` win. */
export function legacyLabels(labels: unknown): Record<string, string> {
  if (typeof labels === 'object' && labels !== null) {
    return Object.fromEntries(Object.entries(labels).filter(([, value]) => typeof value === 'string' && value !== ''));
  }
  const pairs = String(labels ?? '').matchAll(/([a-zA-Z_]\w*)\s*=\s*"([^"]+)"/g);
  return Object.fromEntries([...pairs].map(([, name, value]) => [name, value]));
}
