import { type Event, type ObjectReference, text } from '@kubernetes-events/event';
import { newestTime } from '../kubernetes/managed-fields.ts';
import { eventAbout, type OwnEvent } from '../recording/event.ts';
import { Known } from '../recording/known.ts';
import { Recorder, type RecorderParts } from '../recording/recorder.ts';
import { type Seen } from '../watch/state.ts';
import { type Change, grouped, mapOf, pairsOf, shortened } from './change.ts';
import { fieldList, wordsOf } from './event.ts';
import { type Who, whoSetKeys, whoWroteData } from './who.ts';

/** A ConfigMap as it is read for a comparison. Nothing of it is kept. */
export type ConfigMap = Event & Partial<Record<'data' | 'binaryData', unknown>>;

/** What is read from the API server about a ConfigMap. */
export interface ReadConfigMap {
  /** As it was at a version; null if there was none, undefined if the API server no longer knows. */
  at(configMap: Event, version: string, signal: AbortSignal): Promise<ConfigMap | null | undefined>;
  /** The workloads that read it at its version, as `Deployment/web`; undefined if none can be read. */
  readers(configMap: Event, signal: AbortSignal): Promise<string[] | undefined>;
}

const UNKNOWN = 'Data may have changed: what it was before is not known';

/** In every namespace, and every pod reads it. */
const ROOT_CA = 'kube-root-ca.crt';
/** Written every few seconds. Source: https://github.com/kubernetes/client-go/blob/v0.23.0/tools/leaderelection/resourcelock/interface.go */
const ELECTION = 'control-plane.alpha.kubernetes.io/leader';

/** How the watch finds what is recorded: not at the first start, nor if etcd was restored, as what was before is not known. */
const NEWS: ReadonlySet<Seen | 'deleted'> = new Set(['added', 'modified', 'gap']);

function isRead({ metadata }: Event): boolean {
  return metadata?.name !== ROOT_CA && metadata?.annotations?.[ELECTION] === undefined;
}

/**
 * Changes of the data of ConfigMaps that workloads read, from a watch of their metadata. Nothing has to be known of what
 * there was: a revision is compared with the one before, and both are read when it comes.
 */
export class ConfigMapChanges extends Recorder<Known<never>> {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super(new Known(), parts);
    this.#parts = parts;
    this.known.completed();
  }

  protected override recall(): void {
    // Its version says whether a revision is recorded.
  }

  protected override async found(object: Event, signal: AbortSignal, seen: Seen | 'deleted'): Promise<OwnEvent[]> {
    const found: OwnEvent[] = [];
    let now: Event | null | undefined = isRead(object) && NEWS.has(seen) ? object : undefined;
    while (now) {
      const { written, before } = await this.#compared(now, signal);
      found.unshift(...(written ? await this.#event(now, written, signal) : []));
      // After a gap, the newest revision stands for those since the checkpoint.
      now = seen === 'gap' && this.isSince(newestTime(before?.metadata)) ? before : undefined;
    }
    return found;
  }

  /** None if no workload reads it. */
  async #event(object: Event, written: Written, signal: AbortSignal): Promise<OwnEvent[]> {
    const readers = await this.#parts.read.readers(object, signal);
    const found = configMapEvent(object, written, readers ?? [], this.#parts.now());
    return readers?.length !== 0 && this.isSelected(found.event) ? [found] : [];
  }

  /** How the data was written with this revision, undefined if it is the same as before; and the revision before. */
  async #compared(object: Event, signal: AbortSignal) {
    const version = text(object.metadata?.resourceVersion);
    const [before, now] = await Promise.all(
      [String(BigInt(version) - 1n), version].map((at) => this.#parts.read.at(object, at, signal))
    );
    const written = now && before !== undefined ? difference(before, now) : await this.#unknown(object, signal);
    return { written, before };
  }

  /** What is known where the API server has forgotten the revision before: whether and by whom the data was written since. */
  async #unknown(object: Event, signal: AbortSignal): Promise<Written | undefined> {
    const newest = await this.#parts.read.at(object, '', signal);
    const isSame = newest?.metadata?.resourceVersion === object.metadata?.resourceVersion;
    // A watch has the names of those who wrote, and a list only the time.
    const named = whoWroteData(object) ?? (newest && isSame ? whoWroteData(newest) : undefined);
    const who = named ?? (isSame ? undefined : { name: '', time: newestTime(object.metadata) });
    return who && this.isSince(who.time) ? { who } : undefined;
  }
}

interface Parts extends RecorderParts {
  read: ReadConfigMap;
  /** The time as RFC 3339, for a change of which the API server keeps no time. */
  now: () => string;
}

/** How the data was written. */
interface Written {
  /** Undefined if the data before is not known. */
  changes?: readonly Change[] | undefined;
  who: Who | undefined;
}

/** Undefined if the data is the same. @param before null if there was none */
function difference(before: ConfigMap | null, now: ConfigMap): Written | undefined {
  const pairs = pairsOf(dataOf(before), dataOf(now)).filter(([, old, value]) => old !== value);
  const set = pairs.filter(([, , value]) => value !== undefined).map(([key]) => key);
  // Who only removes keys owns none of them, and may not be in the object at all.
  const who = whoSetKeys(now, set) ?? whoWroteData(now, before ?? undefined);
  return pairs.length > 0 ? { changes: grouped(pairs, 'data', 'data', ''), who } : undefined;
}

function dataOf(configMap: ConfigMap | null): Map<string, unknown> {
  return new Map([...mapOf(configMap?.data), ...mapOf(configMap?.binaryData)]);
}

/** @param now the time as RFC 3339: a client that only removes keys leaves none */
function configMapEvent(object: Event, written: Written, readers: readonly string[], now: string): OwnEvent {
  const { uid, resourceVersion } = object.metadata ?? {};
  const { changes, who = { name: '', time: now } } = written;
  const event = eventAbout(referenceTo(object), {
    uid: `${text(uid)}/${text(resourceVersion)}`,
    time: who.time || now,
    type: 'Normal',
    reason: 'ConfigurationChanged',
    message: messageOf(written, readers),
  });
  const [reader = ''] = readers;
  return {
    // With the version, two changes of the same keys in one second are two entries.
    event: { ...event, metadata: { ...event.metadata, resourceVersion: text(resourceVersion) } },
    own: {
      increment: 1,
      metadata: {
        changed: changes ? fieldList(changes) : 'data',
        changed_by: who.name,
        workload: readers.length === 1 ? reader : '',
      },
    },
  };
}

function referenceTo({ metadata }: Event): ObjectReference {
  const [namespace, name, uid] = [text(metadata?.namespace), text(metadata?.name), text(metadata?.uid)];
  return { kind: 'ConfigMap', namespace, name, uid, apiVersion: 'v1' };
}

function messageOf({ changes, who }: Written, readers: readonly string[]): string {
  return [
    changes ? capitalized(wordsOf(changes)) : UNKNOWN,
    ...(readers.length > 0 ? [`read by ${shortened(readers, ', ')}`] : []),
    ...(who?.name ? [`by ${who.name}`] : []),
  ].join('; ');
}

function capitalized(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
