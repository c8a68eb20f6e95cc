import { type Event, text } from '@kubernetes-events/event';
import { type Scope } from '../checkpoint/position.ts';
import { PAGE } from './page-size.ts';
import { pathOf, readResource } from './resource.ts';
import { readAsOf, type ResourceApi, resourceApi } from './resource-api.ts';
import { type ApiServer } from './server.ts';
import { type StreamTimes } from './stream.ts';

const EVENTS = readResource('v1/events');

/** How long an answer about one object may take: an entry waits for it. */
const ABOUT_TIMEOUT_MS = 1_000;

/** Which events, in the API server's own selectors. */
export interface EventSelection {
  scope: Scope;
  fieldSelector?: string | undefined;
  labelSelector?: string | undefined;
}

/** core/v1 events. events.k8s.io/v1 shows the same objects: watching one of the two is enough. */
export function eventsApi(
  server: ApiServer,
  { scope, ...selectors }: EventSelection,
  times: StreamTimes,
  signal: AbortSignal
): ResourceApi {
  const stages = { list: 'list', watch: 'watch' };
  return resourceApi(server, { path: pathOf(EVENTS, scope), selectors, stages, pageSize: PAGE }, times, signal);
}

/**
 * The events about an object as they were when it had this revision, or as they are where the API server no longer
 * knows; undefined if they cannot be read.
 */
export async function eventsAbout(
  server: ApiServer,
  { metadata }: Event,
  signal: AbortSignal
): Promise<Event[] | undefined> {
  const request = {
    path: pathOf(EVENTS, text(metadata?.namespace)),
    query: { fieldSelector: `involvedObject.uid=${text(metadata?.uid)}` },
    at: text(metadata?.resourceVersion),
    timeoutMs: ABOUT_TIMEOUT_MS,
  };
  const page = await readAsOf(server, { stages: { list: 'list events of a pod', watch: '' } }, request, signal);
  return page.ok ? page.value.items : undefined;
}
