import { type Event, text } from '@kubernetes-events/event';
import { ALL_NAMESPACES, namespaceIn, type Scope } from '../checkpoint/position.ts';
import { exactly, readPage, type ResourceApi, resourceApi } from './resource-api.ts';
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
  return {
    ...api,
    async list(query) {
      const page = await api.list(query);
      return page.ok ? { ok: true, value: { ...page.value, items: page.value.items.map(slim) } } : page;
    },
  };
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
    timeoutMs: EVENTS_TIMEOUT_MS,
  };
  const fieldSelector = `involvedObject.uid=${text(metadata?.uid)}`;
  for (const at of [text(metadata?.resourceVersion), undefined]) {
    const query = { fieldSelector, ...exactly(at) };
    const page = await readPage(
      server,
      { stages: { list: 'list events of a pod', watch: '' } },
      { ...request, query },
      signal
    );
    if (page.ok) {
      return page.value.items;
    }
    if (page.failure.kind === 'network' || page.failure.kind === 'aborted' || page.failure.kind === 'forbidden') {
      return undefined;
    }
  }
  return undefined;
}
