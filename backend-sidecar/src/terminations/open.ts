import { type Event, fieldOf } from '@kubernetes-events/event';
import { parseApiFieldSelector } from '@kubernetes-events/logql';
import { type Resumption } from '../checkpoint/checkpoint.ts';
import { type Scope } from '../checkpoint/position.ts';
import { type Config } from '../config/schema.ts';
import { eventsAbout, podsApi } from '../kubernetes/pods-api.ts';
import { type ResourceApi } from '../kubernetes/resource-api.ts';
import { type ApiServer } from '../kubernetes/server.ts';
import { initialState, type State } from '../watch/state.ts';
import { type Workloads } from '../workload/workloads.ts';
import { type Pod, slimPod } from './pod.ts';
import { Terminations } from './terminations.ts';

/** A watch of pods has a bookmark each minute: one that says nothing for longer is dead. */
const SILENCE_MS = 90_000;

/** At the first start, the ends of the last hour are recorded: as long as Kubernetes keeps its events. */
const BACKFILL_MS = 3_600_000;

/** The resource whose scopes these are. */
export const PODS = 'pods';
export const PODS_RULE = '{"apiGroups":[""],"resources":["pods"],"verbs":["list","watch"]}';

interface Watched {
  start: State;
  api: ResourceApi;
  terminations: Terminations;
}

/** A watch of the pods of a scope, and what makes entries of it. */
export function openTerminations(
  { config, server }: { config: Config; server: ApiServer },
  scope: Scope,
  { position, floors }: Resumption,
  workloads: Workloads | undefined,
  signal: AbortSignal
): Watched {
  const { terminations, filters, backfill } = config;
  const firstMs = Date.now() - (backfill === 'all' ? BACKFILL_MS : 0);
  return {
    // Also where no backfill is wanted: what has ended before has to be known.
    start: initialState(position, true),
    api: podsApi(server, scope, (pod) => slimPod(pod as Pod) as Event, { silenceMs: SILENCE_MS }, signal),
    terminations: new Terminations({
      completed: terminations.completed,
      floors,
      since: position?.time ?? new Date(firstMs).toISOString(),
      selects: selectorOf(filters.fieldSelector),
      workloads,
      eventsOf: (pod) => eventsAbout(server, pod as Event, signal),
    }),
  };
}

/** The API server applies the field selector to its own events; here it is applied to those of the collector. */
function selectorOf(fieldSelector = ''): (event: Event) => boolean {
  const terms = parseApiFieldSelector(fieldSelector);
  return (event) =>
    terms.every(({ field, value, exclude }) => {
      const path = field === 'source' ? 'source.component' : field;
      return (fieldOf(event, path) === value) !== exclude;
    });
}
