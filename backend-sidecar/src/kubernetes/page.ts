import { type Event, text } from '@kubernetes-events/event';
import { isVersion } from '../checkpoint/resource-version.ts';
import { type Result } from './failure.ts';

/** A part of a list. */
export interface Page {
  items: Event[];
  /** Items that are no objects. */
  unreadable: unknown[];
  /** The list's own resourceVersion. */
  version: string;
  /** The continue token of the next page; undefined after the last. */
  next: string | undefined;
  /** The last item's key; undefined for an empty page. */
  last: string | undefined;
  bytes: number;
}

/** Where an object is in a list's order: etcd's keys end like this, whichever namespaces are listed. */
export function keyOf({ metadata }: Event): string {
  return `${text(metadata?.namespace)}/${text(metadata?.name)}`;
}

/** The page that an answer to a list request holds, or why it holds none. */
export function pageOf(stage: string, document: unknown, bytes: number): Result<Page> {
  const { metadata, items } = objectOf(document);
  const { resourceVersion: version, continue: next } = objectOf(metadata);
  if (!isVersion(version) || !(items === undefined || items === null || Array.isArray(items))) {
    const start = JSON.stringify(document).slice(0, 100);
    const message = `the API server did not answer with a list that has a resourceVersion and items: ${start}`;
    return { ok: false, failure: { stage, kind: 'protocol', message } };
  }
  const all: unknown[] = items ?? [];
  const objects = all.filter(isObject) as Event[];
  const last = objects.at(-1);
  return {
    ok: true,
    value: {
      items: objects,
      unreadable: all.filter((item) => !isObject(item)),
      version,
      next: typeof next === 'string' && next ? next : undefined,
      last: last && keyOf(last),
      bytes,
    },
  };
}

function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
