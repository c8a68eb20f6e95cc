import { type ApiServer } from '../api/server.ts';
import { ALL_NAMESPACES, type Scope } from '../checkpoint/position.ts';
import { type EventList, ListReader } from './list-reader.ts';
import { type EventsApi, type Page } from './state.ts';
import { openStream, type StreamTimes } from './stream.ts';
import { isVersion } from './version.ts';

/** What of the events is asked for, in the API server's own selectors. */
export interface Selection {
  scope: Scope;
  fieldSelector?: string | undefined;
  labelSelector?: string | undefined;
}

/** The server ends a watch after a time between these, so that not all come back at once. */
const SHORTEST_WATCH_S = 300;
const LONGEST_WATCH_S = 600;

const LIST_TIMEOUT_MS = 60_000;
/** Of a list of one, which is asked for to see whether the server is there. */
const PROBE_TIMEOUT_MS = 15_000;
const WATCH_START_TIMEOUT_MS = 15_000;

/** core/v1 events over HTTP. events.k8s.io/v1 shows the same objects: watching one of the two is enough. */
export function eventsApi(
  server: ApiServer,
  { scope, fieldSelector, labelSelector }: Selection,
  times: StreamTimes,
  signal: AbortSignal
): EventsApi {
  const path = scope === ALL_NAMESPACES ? '/api/v1/events' : `/api/v1/namespaces/${encodeURIComponent(scope)}/events`;
  const selectors = { fieldSelector, labelSelector };
  return {
    async list({ limit, page, at }) {
      const exact = at && !page ? { resourceVersion: at, resourceVersionMatch: 'Exact' } : {};
      const query = { ...selectors, ...exact, limit: limit?.toString(), continue: page };
      const timeoutMs = limit === 1 ? PROBE_TIMEOUT_MS : LIST_TIMEOUT_MS;
      const request = { stage: 'list', path, query, timeoutMs, reader: new ListReader() };
      const answer = await server.json<EventList>(request, signal);
      if (!answer.ok) {
        return answer;
      }
      const { document, bytes } = answer.value;
      const version = document.metadata?.resourceVersion;
      if (!isVersion(version)) {
        return { ok: false, failure: { stage: 'list', kind: 'protocol', message: 'a list without a resourceVersion' } };
      }
      const value: Page = { items: document.items ?? [], version, next: document.metadata?.continue, bytes };
      return { ok: true, value };
    },
    async watch(version) {
      const seconds = SHORTEST_WATCH_S + Math.random() * (LONGEST_WATCH_S - SHORTEST_WATCH_S);
      const query = {
        ...selectors,
        watch: 'true',
        resourceVersion: version,
        allowWatchBookmarks: 'true',
        timeoutSeconds: seconds.toFixed(),
      };
      const body = await server.stream({ stage: 'watch', path, query, timeoutMs: WATCH_START_TIMEOUT_MS }, signal);
      return body.ok ? { ok: true, value: openStream(body.value, seconds * 1000, times, signal) } : body;
    },
  };
}
