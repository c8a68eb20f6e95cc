import { type Event } from '@kubernetes-events/event';
import { type Position } from '../checkpoint/position.ts';
import { compareVersions, versionOf } from '../checkpoint/resource-version.ts';
import { type Failure, failureOf, type Status } from '../kubernetes/failure.ts';
import { type ResourceApi } from '../kubernetes/resource-api.ts';
import { type Frame } from '../kubernetes/stream.ts';
import { list, recalled } from './list.ts';
import { listing, NO_TROUBLES, type Output, type State, type Step, type Troubles } from './state.ts';

/** A watch that the server ends sooner than this, without a frame, did not end by its own timeout. */
const SHORT_MS = 10_000;

/** After this many bad ends without a frame between them, the events are listed again. */
const MAX_EMPTY = 2;
const MAX_ERRORS = 3;

/**
 * One step of a watch: requests what its state needs from the server, and returns the result. It never throws for what a
 * server or a network does; waiting after a failure is the caller's.
 *
 * The model is kube-rs: https://github.com/kube-rs/kube/blob/main/kube-runtime/src/watcher.rs
 *
 * @param now a monotonic clock, in milliseconds
 */
export function step(state: State, api: ResourceApi, now: () => number): Promise<Step> {
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

async function skip(state: In<'skipping'>, api: ResourceApi): Promise<Step> {
  const newest = await api.newest();
  if (!newest.ok) {
    return { state, failure: newest.failure };
  }
  const version = newest.value;
  return {
    state: { name: 'listed', version, troubles: NO_TROUBLES },
    outputs: [{ kind: 'position', position: { version } }],
  };
}

async function compare(state: In<'comparing'>, api: ResourceApi): Promise<Step> {
  const newest = await api.newest();
  if (!newest.ok) {
    return { state, failure: newest.failure };
  }
  const wentBack = compareVersions(newest.value, state.version) < 0;
  return { state: wentBack ? listing('reset') : state.next };
}

async function recall(state: In<'recalling'>, api: ResourceApi): Promise<Step> {
  const page = await api.list({ page: state.page, at: state.version });
  const done: State = { name: 'listed', version: state.version, troubles: NO_TROUBLES };
  if (!page.ok) {
    // Too old: the counts stay unknown, and the watch will show whether it is too old for it as well.
    const { kind } = page.failure;
    return kind === 'gone' ? { state: done } : { state, failure: page.failure };
  }
  const outputs = page.value.items.map(recalled);
  return page.value.next
    ? { state: { ...state, page: page.value.next }, outputs }
    : { state: done, outputs: [...outputs, { kind: 'complete' }] };
}

async function open(state: In<'listed'>, api: ResourceApi, now: () => number): Promise<Step> {
  const stream = await api.watch(state.version);
  if (stream.ok) {
    const { version, troubles } = state;
    return { state: { name: 'watching', version, troubles, stream: stream.value, openedMs: now() } };
  }
  return stream.failure.kind === 'gone'
    ? { state: listing('gap', [{ version: state.version }]), failure: stream.failure }
    : { state: again(state.version, state.troubles), failure: stream.failure };
}

/** The way back to a watch after any end of one. */
function again(version: string, troubles: Troubles): State {
  const tooMany = troubles.empty >= MAX_EMPTY || troubles.errors >= MAX_ERRORS;
  const next: State = tooMany ? listing('gap', [{ version }]) : { name: 'listed', version, troubles };
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
    const at = versionOf(event);
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

function frameFailure(frame: Frame | null): Failure | undefined {
  if (frame?.type === 'ERROR') {
    return failureOf('watch', (frame.object ?? {}) as Status);
  }
  if (versionOf((frame?.object ?? {}) as Event)) {
    return undefined;
  }
  const start = JSON.stringify(frame).slice(0, 100);
  return {
    stage: 'watch',
    kind: 'protocol',
    message: `the API server sent a frame without a resourceVersion: ${start}`,
  };
}

function afterError(version: string, troubles: Troubles, failure: Failure): Step {
  return failure.kind === 'gone'
    ? { state: listing('gap', [{ version }]), failure }
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
