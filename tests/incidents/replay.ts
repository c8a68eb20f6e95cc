import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Frame } from '../../backend-sidecar/src/kubernetes/stream.ts';
import { Occurrences } from '../../backend-sidecar/src/pipeline/occurrences.ts';
import { type Pod, slimPod } from '../../backend-sidecar/src/terminations/pod.ts';
import { Terminations } from '../../backend-sidecar/src/terminations/terminations.ts';
import { type Output } from '../../backend-sidecar/src/watch/state.ts';
import { controllerOf } from '../../backend-sidecar/src/workload/owner.ts';
import { type Entry, entryOf, type Event } from '../../pkg/event/src/index.ts';

/** When the frames were recorded: what a watch of one node's events and pods brought in six minutes. */
const RECORDED_TO = Date.parse('2026-11-25T19:16:00Z');
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A real node's frames, as if it had been watched up to this time, since Loki takes nothing old. */
export class Replay {
  readonly #events: Frame[];
  readonly #pods: Frame[];
  readonly #workloads = new Map<string, string>();

  constructor(toMs: number) {
    this.#events = framesOf('event-frames', toMs - RECORDED_TO);
    this.#pods = framesOf('pod-frames', toMs - RECORDED_TO);
    for (const { object } of this.#pods) {
      this.#know((object as Pod).metadata);
    }
  }

  /** What the collector writes of them, in the order of time. */
  async entries(): Promise<Entry[]> {
    const all = [...this.#entriesOfEvents(), ...(await this.#entriesOfPods())];
    return all.sort((a, b) => Number(a.timestampNs - b.timestampNs));
  }

  #entriesOfEvents(): Entry[] {
    const occurrences = new Occurrences();
    return this.#events.flatMap(({ type, object }) => {
      const event = object as Event;
      if (type === 'DELETED') {
        return [];
      }
      const increment = occurrences.increment(event, type === 'ADDED' ? 'added' : 'modified');
      occurrences.remember(event);
      const { kind = '', name = '' } = event.involvedObject ?? {};
      return [entryOf(event, increment, {}, { workload: this.#workloads.get(`${kind}/${name}`) ?? '' })];
    });
  }

  async #entriesOfPods(): Promise<Entry[]> {
    const terminations = new Terminations({
      ...{ completed: false, since: '2000-01-01T00:00:00Z', floors: {}, selects: () => true, workloads: undefined },
      eventsOf: ({ metadata }) => Promise.resolve(this.#eventsAt(metadata?.uid ?? '', metadata?.resourceVersion ?? '')),
    });
    terminations.listing();
    const outputs = await terminations.outputsOf(
      [{ kind: 'complete' }, ...this.#pods.map(outputOf)],
      new AbortController().signal
    );
    return outputs.flatMap((output) => {
      if (output.kind !== 'revision') {
        return [];
      }
      const workload = this.#workloads.get(`Pod/${output.event.involvedObject?.name}`) ?? '';
      return [entryOf(output.event, output.own!.increment, {}, { ...output.own!.metadata, workload })];
    });
  }

  /** The events about a pod as they were at a version. */
  #eventsAt(uid: string, version: string): Event[] {
    const own = this.#events
      .map(({ object }) => object as Event)
      .filter(
        (event) => event.involvedObject?.uid === uid && Number(event.metadata?.resourceVersion) <= Number(version)
      );
    return [...new Map(own.map((event) => [event.metadata?.uid, event])).values()];
  }

  /** Notes the workload of a pod and of the ReplicaSet between. */
  #know(metadata: Pod['metadata']): void {
    const owner = controllerOf(metadata ?? {});
    const [reference] = (metadata?.ownerReferences ?? []) as Array<{ kind: string; name: string }>;
    if (owner && reference) {
      this.#workloads.set(`Pod/${metadata?.name}`, `${owner.kind}/${owner.name}`);
      this.#workloads.set(`${reference.kind}/${reference.name}`, `${owner.kind}/${owner.name}`);
    }
  }
}

function framesOf(name: string, laterMs: number): Frame[] {
  const file = path.join(import.meta.dirname, `../../pkg/event/samples/${name}.jsonl.gz`);
  const later = gunzipSync(readFileSync(file))
    .toString()
    .replace(TIME, (time) => new Date(Date.parse(time) + laterMs).toISOString().slice(0, time.length - 1) + 'Z');
  return later
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Frame);
}

function outputOf({ type, object }: Frame): Output {
  const event = slimPod(object as Pod) as Event;
  const position = { version: event.metadata?.resourceVersion ?? '' };
  return type === 'DELETED'
    ? { kind: 'deleted', event, position }
    : { kind: 'revision', event, seen: type === 'ADDED' ? 'added' : 'modified', position };
}
