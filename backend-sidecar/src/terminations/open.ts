import { type Event } from '@kubernetes-events/event';
import { namespaceIn } from '../checkpoint/position.ts';
import { eventsAbout } from '../kubernetes/events-api.ts';
import { resourceApi, selectionOf, slimmed } from '../kubernetes/resource-api.ts';
import { readResource } from '../kubernetes/resource.ts';
import { BOOKMARKED } from '../kubernetes/stream.ts';
import { type RecordedResource } from '../recording/recorded-resource.ts';
import { sinceOf } from '../recording/recorder.ts';
import { selectorOf } from '../recording/selector.ts';
import { initialState } from '../watch/state.ts';
import { type Pod, slimPod } from './pod.ts';
import { Terminations } from './terminations.ts';

const PODS = readResource('v1/pods');

/** A watch of the pods of a scope, and what makes entries of it. */
export const TERMINATIONS: RecordedResource = {
  resource: PODS,
  feature: 'terminations',
  open({ config, server }, scope, { position, floors }, workloads, signal) {
    const { terminations, filters, backfill } = config;
    const api = resourceApi(server, selectionOf(PODS, namespaceIn(scope)), BOOKMARKED, signal);
    return {
      // Also where no backfill is wanted: what has ended before has to be known.
      start: initialState(position, true),
      api: slimmed(api, (pod) => slimPod(pod as Pod) as Event),
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
