/** A configuration of kubernetes-event-exporter, as far as it is read here. */
export type Foreign = Record<string, unknown>;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
