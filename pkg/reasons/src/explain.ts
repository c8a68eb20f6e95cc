import { CATALOGUE } from './catalogue/index.ts';
import { type Entry } from './entry.ts';

/** What is known of an event besides its reason; the more, the surer the answer. */
export interface Seen {
  /** `source.component` or `reportingComponent`. */
  component?: string;
  kind?: string;
  type?: string;
  message?: string;
}

/** An answer to what a reason means. */
export interface Explanation {
  reason: string;
  /** The entry that fits best; none where the catalogue does not know the reason. */
  entry?: Entry;
  /**
   * `exact`: the emitter is the one that reported. `likely`: the reason is known, but the reporter is missing, or is
   * not one known to use it. `unknown`: not in the catalogue; nothing is guessed from its name.
   */
  certainty: 'exact' | 'likely' | 'unknown';
  /** What else the reason may mean, best first. */
  others: readonly Entry[];
}

const byReason = new Map<string, Entry[]>();
for (const entry of CATALOGUE) {
  byReason.set(entry.reason, [...(byReason.get(entry.reason) ?? []), entry]);
}

const byId = new Map(CATALOGUE.map((entry) => [entry.id, entry]));

/** The entry of an id such as `kubelet/BackOff:image`. */
export function entryOf(id: string): Entry | undefined {
  return byId.get(id);
}

/** A component of an entry may have `*` where the emitter puts a driver's or controller's own name. */
function named(pattern: string, component: string): boolean {
  const [start = '', end] = pattern.split('*', 2);
  return end === undefined
    ? component === pattern
    : component.startsWith(start) && component.slice(start.length).includes(end);
}

function reportedBy(entry: Entry, component: string): boolean {
  return entry.components.length === 0 || entry.components.some((pattern) => named(pattern, component));
}

/** How well an entry fits, for ordering: the reporter weighs most, then the message, the kind and the type. */
function fit(entry: Entry, { component, kind, type, message }: Seen): number {
  return (
    (component && reportedBy(entry, component) ? 8 : 0) +
    (message ? fitOf(message, entry) : 0) +
    (kind && entry.kinds.includes(kind) ? 2 : 0) +
    (type && entry.types.some((one) => one === type) ? 1 : 0)
  );
}

/** A variant that is known by other words than these fits worse than one that is known by none. */
function fitOf(message: string, { says }: Entry): number {
  if (!says) {
    return 0;
  }
  return says.test(message) ? 4 : -4;
}

/**
 * What a reason means where it was seen. The same reason means different things by who reports it, about what, and in
 * which words: `BackOff` for images and for containers, `FailedCreate` of a ReplicaSet and of a CronJob.
 */
export function explain(reason: string, seen: Seen = {}): Explanation {
  const known = byReason.get(reason) ?? [];
  const [entry, ...others] = known
    .map((one) => ({ one, score: fit(one, seen) }))
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
  if (!entry) {
    return { reason, certainty: 'unknown', others: [] };
  }
  return { reason, entry, certainty: seen.component && reportedBy(entry, seen.component) ? 'exact' : 'likely', others };
}
