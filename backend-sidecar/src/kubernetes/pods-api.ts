import { type Event, text } from '@kubernetes-events/event';
import { ALL_NAMESPACES, namespaceIn, type Scope } from '../checkpoint/position.ts';
import { readAsOf, type ResourceApi, resourceApi, slimmed } from './resource-api.ts';
import { type ApiServer } from './server.ts';
import { type StreamTimes } from './stream.ts';

/** Pods a page: they are large, and a page is in memory as a whole. */
const PAGE = 200;

/** How long an answer about one pod may take: an entry waits for it. */
const EVENTS_TIMEOUT_MS = 1_000;

const folderOf = (namespace: string): string =>
  namespace === ALL_NAMESPACES ? '/api/v1' : `/api/v1/namespaces/${encodeURIComponent(namespace)}`;

/** Whole pods, with their status. @param slim what to keep of a pod in a list */
export function podsApi(
  server: ApiServer,
  scope: Scope,
  slim: (pod: Event) => Event,
  times: StreamTimes,
  signal: AbortSignal
): ResourceApi {
  const path = `${folderOf(namespaceIn(scope))}/pods`;
  const api = resourceApi(
    server,
    { path, stages: { list: 'list pods', watch: 'watch pods' }, pageSize: PAGE },
    times,
    signal
  );
  return slimmed(api, slim);
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
    path: `${folderOf(text(metadata?.namespace))}/events`,
    query: { fieldSelector: `involvedObject.uid=${text(metadata?.uid)}` },
    at: text(metadata?.resourceVersion),
    timeoutMs: EVENTS_TIMEOUT_MS,
  };
  const page = await readAsOf(server, { stages: { list: 'list events of a pod', watch: '' } }, request, signal);
  return page.ok ? page.value.items : undefined;
}
