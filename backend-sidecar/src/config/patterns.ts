/** `v1/pods`, `apps/v1/replicasets`: group, version and plural; the core group has no name. */
export const RESOURCE = /^(?:([a-z0-9.-]+)\/)?(v[a-z0-9]+)\/([a-z0-9]+)$/;

/** A filter's pattern, which must match the whole value. @throws SyntaxError */
export function wholeValue(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'su');
}
