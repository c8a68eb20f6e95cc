/** A pod template, as far as it is known. Every field may be missing. */
export interface Template {
  metadata?: { labels?: Fields | null; annotations?: Fields | null } | null;
  spec?: Fields | null;
}

export type Fields = Record<string, unknown>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The objects in a list. */
export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}
