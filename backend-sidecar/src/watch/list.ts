import { type Event } from '@kubernetes-events/event';
import { type ListInProgress, NOTHING, type Position } from '../checkpoint/position.ts';
import { compareVersions, versionOf } from '../checkpoint/resource-version.ts';
import { type Failure } from '../kubernetes/failure.ts';
import { keyOf, type Page } from '../kubernetes/page.ts';
import { type ResourceApi } from '../kubernetes/resource-api.ts';
import { cover, later, positionOf, type Range, rangeOf, reasonIn, type Span, touched } from './covered.ts';
import { type Listed, type Listing, listing, NO_TROUBLES, type Output, type State, type Step } from './state.ts';

/**
 * A list of more than this, in bytes of JSON, is delivered in parts, so that it takes no more memory however long it
 * is: this much at first, and then page by page.
 */
export const LARGEST_LIST = 4 * 1024 * 1024;

/** Reads a page of a list. */
export async function list(state: Listing, api: ResourceApi): Promise<Step> {
  const answer = await api.list({ page: state.page, at: state.at });
  return answer.ok ? listed(state, answer.value) : listFailed(state, answer.failure);
}

function listed(state: Listing, page: Page): Step {
  const { outputs, items } = sorted(state, page);
  const { next, version } = page;
  const end = next === undefined;
  const last = page.last ?? state.last;
  const span = { from: state.last, to: end ? undefined : last };
  const read: Listing = {
    ...state,
    page: next,
    last,
    version,
    // Where an empty page ends is not known.
    covered: end || last ? cover(state.covered, span, { version }) : state.covered,
    items: [...state.items, ...items],
    bytes: state.bytes + page.bytes,
  };
  const tooLarge = !end && read.bytes > LARGEST_LIST;
  if (!end && state.whole && !tooLarge) {
    return { state: read, outputs };
  }
  outputs.push(...deliver(read, span.to));
  const following = end ? afterList(read, version) : delivered(read);
  return { state: following, outputs: following.name === 'listed' ? [...outputs, { kind: 'complete' }] : outputs };
}

/** The list once its items are handed on. */
function delivered(state: Listing): Listing {
  const { covered, last } = state;
  return { ...state, items: [], bytes: 0, before: { covered, last }, whole: false };
}

/**
 * What follows a complete list. If a continue token expired on the way, the keys before it are as they were at an older
 * version, too old to watch from: what came there since is listed.
 */
function afterList({ covered }: Listing, version: string): State {
  return covered.length > 1 ? listing('gap', covered) : { name: 'listed', version, troubles: NO_TROUBLES };
}

/** A page's items: those to deliver, and what to hand on of the others. */
function sorted({ covered, why }: Listing, page: Page): { items: Listed[]; outputs: Output[] } {
  const outputs: Output[] = page.unreadable.map((value) => ({ kind: 'unreadable', value }));
  const items: Listed[] = [];
  for (const event of page.items) {
    const version = versionOf(event);
    const range = rangeOf(covered, keyOf(event));
    if (!range || !version) {
      items.push({ event, seen: range ? 'gap' : why });
    } else if (compareVersions(version, range.version) > 0) {
      items.push({ event, seen: reasonIn(range, version) });
    } else {
      outputs.push(recalled(event));
    }
  }
  return { items, outputs };
}

export function recalled(event: Event): Output {
  return { kind: 'recalled', event };
}

/**
 * A list that cannot continue as it was. What was read of it is delivered, and not listed again: with the token that the
 * API server gives in place of one that expired, the list continues behind the last key, at a newer version; without
 * one it begins again, and what is covered is passed over.
 *
 * Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
 */
function listFailed(state: Listing, failure: Failure): Step {
  if (failure.kind !== 'gone') {
    return { state, failure };
  }
  const outputs = deliver(state, state.last);
  if (failure.next && state.page && state.last) {
    return { state: { ...delivered(state), at: undefined, page: failure.next }, failure, outputs };
  }
  const complete = state.covered.some(({ to }) => to === undefined);
  return { state: listing(complete ? 'gap' : state.why, state.covered), failure, outputs };
}

/**
 * The items of a list, or of a part of it up to a key, oldest revision first: each with the position that is reached
 * with it. A position in parts comes alone, as a spool cannot compare it.
 */
function deliver(state: Listing, to: string | undefined): Output[] {
  const { items, covered, before } = state;
  const positionAt = positionsOf(state, to);
  const outputs: Output[] = [];
  for (const { event, seen } of items.sort((a, b) => compareVersions(versionOf(a.event), versionOf(b.event)))) {
    const position = positionAt(versionOf(event));
    if (position?.parts) {
      outputs.push({ kind: 'revision', event, seen }, { kind: 'position', position });
    } else {
      outputs.push(position ? { kind: 'revision', event, seen, position } : { kind: 'revision', event, seen });
    }
  }
  return covered === before.covered ? outputs : [...outputs, { kind: 'position', position: positionOf(covered) }];
}

/**
 * The position that is reached with an item of a version; undefined if there is none. A position has one reason for all
 * that is still to be delivered, and must not be behind what was delivered before.
 */
function positionsOf(
  { items, before, version }: Listing,
  to: string | undefined
): (at: string) => Position | undefined {
  const why = items[0]?.seen;
  if (!version || !why || items.some(({ seen }) => seen !== why)) {
    return () => undefined;
  }
  const span = { from: before.last, to };
  const least = touched(before.covered, span)
    .map((range) => range.version)
    .reduce(later, NOTHING);
  const positionAt = advancing(before.covered, span, { version, why });
  return (at) => (at && compareVersions(at, least) >= 0 ? positionAt(at) : undefined);
}

/** The positions of a list in progress that differ in one version alone: a long list has as many as it has items. */
function advancing(covered: readonly Range[], span: Span, list: ListInProgress): (version: string) => Position {
  const position = positionOf(cover(covered, span, { version: list.version, list }));
  const { parts = [] } = position;
  const index = parts.findIndex(({ to }) => to === span.to);
  return index < 0
    ? (version) => ({ ...position, version })
    : (version) => ({ ...position, parts: parts.with(index, { ...parts[index]!, version }) });
}
