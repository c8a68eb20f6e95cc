import { type Event } from '@kubernetes-events/event';

/**
 * Orders resourceVersions, which are decimal integers that may be too long for a number: negative where `a` is older.
 *
 * Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
 */
export function compareVersions(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** An event's resourceVersion; empty if it has none that can be used. */
export function versionOf({ metadata }: Event): string {
  return isVersion(metadata?.resourceVersion) ? metadata.resourceVersion : '';
}

/** Whether the text is a resourceVersion that a watch can start from: `0` and an empty one mean "any". */
export function isVersion(version: unknown): version is string {
  return typeof version === 'string' && /^[1-9]\d*$/.test(version);
}
