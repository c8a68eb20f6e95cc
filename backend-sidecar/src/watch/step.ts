import { type Event } from '@kubernetes-events/event';
import { type Failure, failureOf, type Status } from '../api/failure.ts';
import { type Position } from '../checkpoint/position.ts';
import {
  type EventsApi,
  type Frame,
  type Listing,
  listing,
  NO_TROUBLES,
  type Output,
  type State,
  type Step,
  type Troubles,
} from './state.ts';
import { compareVersions, isVersion } from './version.ts';

/**
 * Events a page. Larger ones cost the API server less, as etcd counts for each what is left of the list; they cost
 * memory here.
 */
const PAGE = 2_000;

/**
 * A list of more than this, in bytes of JSON, is delivered in parts, so that it takes no more memory however long it
 * is: this much at first, and then page by page. A crash on the way then means to list again from its start.
 */
const LARGEST_LIST = 4 * 1024 * 1024;

/** A watch that the server ends sooner than this, without a frame, did not end by its own timeout. */
const SHORT_MS = 10_000;

/** So many bad ends without a frame between them, and the events are listed. */
const MAX_EMPTY = 2;
const MAX_ERRORS = 3;

/**
 * One step of a watch: asks the server for what its state needs and tells what came of it. It never throws for what a
 * server or a network does; waiting after a failure is the caller's.
 *
 * The model is kube-rs: https://github.com/kube-rs/kube/blob/main/kube-runtime/src/watcher.rs
 *
 * @param now a monotonic clock, in milliseconds
 */
export function step(state: State, api: EventsApi, now: () => number): Promise<Step> {
  switch (state.name) {
    case 'skipping':
      return skip(state, api);
    case 'comparing':
      return compare(state, api);
    case 'recalling':
      return recall(state, api);
    case 'listing':
      return list(state, api);
    case 'listed':
      return open(state, api, now);
    case 'watching':
      return read(state, now);
  }
}

type In<Name extends State['name']> = Extract<State, { name: Name }>;

async function skip(state: In<'skipping'>, api: EventsApi): Promise<Step> {
  const page = await api.list({ limit: 1 });
  if (!page.ok) {
    return { state, failure: page.failure };
  }
  const { version } = page.value;
  return {
    state: { name: 'listed', version, troubles: NO_TROUBLES },
    outputs: [{ kind: 'position', position: { version } }],
  };
}

async function compare(state: In<'comparing'>, api: EventsApi): Promise<Step> {
  const page = await api.list({ limit: 1 });
  if (!page.ok) {
    return { state, failure: page.failure };
  }
  const wentBack = compareVersions(page.value.version, state.version) < 0;
  return { state: wentBack ? listing('reset') : state.next };
}

async function recall(state: In<'recalling'>, api: EventsApi): Promise<Step> {
  const page = await api.list({ limit: PAGE, page: state.page, at: state.version });
  const done: State = { name: 'listed', version: state.version, troubles: NO_TROUBLES };
  if (!page.ok) {
    // Too old: the counts stay unknown, and the watch will tell whether it is too old for it as well.
    const { kind } = page.failure;
    return kind === 'gone' ? { state: done } : { state, failure: page.failure };
  }
  return {
    state: page.value.next ? { ...state, page: page.value.next } : done,
    outputs: page.value.items.map(recalled),
  };
}

async function list(state: Listing, api: EventsApi): Promise<Step> {
  const query = state.unpaged ? {} : { limit: PAGE, page: state.page };
  const page = await api.list({ ...query, at: state.at });
  if (!page.ok) {
    return listFailed(state, page.failure);
  }
  const items = [...state.items, ...page.value.items.filter((event) => isNewer(event, state.after))];
  const bytes = state.bytes + page.value.bytes;
  const { next, version } = page.value;
  const older = page.value.items.filter((event) => !isNewer(event, state.after)).map(recalled);
  if (!next) {
    return {
      state: { name: 'listed', version, troubles: NO_TROUBLES },
      outputs: [...older, ...deliver({ ...state, items }, version), { kind: 'position', position: { version } }],
    };
  }
  return bytes > LARGEST_LIST || !state.whole
    ? {
        state: { ...state, page: next, items: [], bytes: 0, whole: false },
        outputs: [...older, ...deliver({ ...state, items, whole: false }, version)],
      }
    : { state: { ...state, page: next, items, bytes }, outputs: older };
}

function recalled(event: Event): Output {
  return { kind: 'recalled', event };
}

function listFailed(state: Listing, failure: Failure): Step {
  if (failure.kind !== 'gone') {
    return { state, failure };
  }
  if (state.page && !state.at) {
    // The continue token expired: once more from the start, in one piece.
    return { state: { ...listing(state.why, state.after), unpaged: true }, failure };
  }
  return { state: listing(state.after === undefined ? 'backfill' : 'gap', state.after), failure };
}

function isNewer(event: Event, after: string | undefined): boolean {
  const version = event.metadata?.resourceVersion;
  return after === undefined || !isVersion(version) || compareVersions(version, after) > 0;
}

/** A list's items, oldest revision first. */
function deliver({ items, why, whole }: Listing, version: string): Output[] {
  const versionOf = (event: Event): string => event.metadata?.resourceVersion ?? '';
  return items
    .sort((a, b) => compareVersions(versionOf(a), versionOf(b)))
    .map((event): Output => ({
      kind: 'revision',
      event,
      seen: why,
      ...(whole && { position: { version: versionOf(event), list: { version, why } } }),
    }));
}

async function open(state: In<'listed'>, api: EventsApi, now: () => number): Promise<Step> {
  const stream = await api.watch(state.version);
  if (stream.ok) {
    const { version, troubles } = state;
    return { state: { name: 'watching', version, troubles, stream: stream.value, openedMs: now() } };
  }
  return stream.failure.kind === 'gone'
    ? { state: listing('gap', state.version), failure: stream.failure }
    : { state: again(state.version, state.troubles), failure: stream.failure };
}

/** The way back to a watch after any end of one. */
function again(version: string, troubles: Troubles): State {
  const tooMany = troubles.empty >= MAX_EMPTY || troubles.errors >= MAX_ERRORS;
  const next: State = tooMany ? listing('gap', version) : { name: 'listed', version, troubles };
  return { name: 'comparing', version, next };
}

async function read(state: In<'watching'>, now: () => number): Promise<Step> {
  const { version, troubles, stream, openedMs } = state;
  const came = await stream.next();
  switch (came.kind) {
    case 'frames':
      return readFrames(state, came.frames);
    case 'silent':
      // An end of our own making, to find out whether the connection is alive: no trouble.
      return { state: again(version, troubles), healthy: true, silent: true };
    case 'failed':
      return came.failure.kind === 'protocol'
        ? { state: again(version, { ...troubles, errors: troubles.errors + 1 }), failure: came.failure }
        : { state: again(version, troubles), failure: came.failure };
    case 'closed': {
      if (now() - openedMs >= SHORT_MS) {
        return { state: again(version, NO_TROUBLES), healthy: true };
      }
      const failure: Failure = { stage: 'watch', kind: 'server', message: 'the server ended it at once' };
      return { state: again(version, { ...troubles, empty: troubles.empty + 1 }), failure };
    }
  }
}

function readFrames(state: In<'watching'>, frames: Frame[]): Step {
  const outputs: Output[] = [];
  let { version } = state;
  for (const frame of frames) {
    const failure = frameFailure(frame);
    if (failure) {
      state.stream.close();
      return { ...afterError(version, state.troubles, failure), outputs };
    }
    const event = frame.object as Event;
    const at = event.metadata?.resourceVersion ?? '';
    // What was had before is not had again: a watch from a version sends only newer ones.
    if (compareVersions(at, version) > 0) {
      version = at;
      const output = outputOf(frame.type, event, { version });
      if (output) {
        outputs.push(output);
      }
    }
  }
  return { state: { ...state, version, troubles: NO_TROUBLES }, outputs, healthy: true };
}

function frameFailure({ type, object }: Frame): Failure | undefined {
  if (type === 'ERROR') {
    return failureOf('watch', (object ?? {}) as Status);
  }
  const version = (object as Event | null | undefined)?.metadata?.resourceVersion;
  return isVersion(version)
    ? undefined
    : { stage: 'watch', kind: 'protocol', message: `a frame of type ${type} without a resourceVersion` };
}

function afterError(version: string, troubles: Troubles, failure: Failure): Step {
  return failure.kind === 'gone'
    ? { state: listing('gap', version), failure }
    : { state: again(version, { ...troubles, errors: troubles.errors + 1 }), failure };
}

function outputOf(type: string, event: Event, position: Position): Output | undefined {
  switch (type) {
    case 'ADDED':
      return { kind: 'revision', event, seen: 'added', position };
    case 'MODIFIED':
      return { kind: 'revision', event, seen: 'modified', position };
    case 'DELETED':
      return { kind: 'deleted', event, position };
    default:
      return { kind: 'position', position };
  }
}
