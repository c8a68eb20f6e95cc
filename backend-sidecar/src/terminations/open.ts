import { type Event } from '@kubernetes-events/event';
import { type RecordedResource } from '../recording/recorded-resource.ts';
import { sinceOf, TIMES } from '../recording/recorder.ts';
import { selectorOf } from '../recording/selector.ts';
import { eventsAbout, podsApi } from '../kubernetes/pods-api.ts';
import { initialState } from '../watch/state.ts';
import { type Pod, slimPod } from './pod.ts';
import { Terminations } from './terminations.ts';

/** A watch of the pods of a scope, and what makes entries of it. */
export const TERMINATIONS: RecordedResource = {
  resource: 'pods',
  feature: 'terminations',
  rule: '{"apiGroups":[""],"resources":["pods"],"verbs":["list","watch"]}',
  open({ config, server }, scope, { position, floors }, workloads, signal) {
    const { terminations, filters, backfill } = config;
    return {
      // Also where no backfill is wanted: what has ended before has to be known.
      start: initialState(position, true),
      api: podsApi(server, scope, (pod) => slimPod(pod as Pod) as Event, TIMES, signal),
      recorder: new Terminations({
        completed: terminations.completed,
        floors,
        since: sinceOf(position, backfill),
        selects: selectorOf(filters.fieldSelector),
        workloads,
        eventsOf: (pod) => eventsAbout(server, pod as Event, signal),
      }),
    };
  },
};
