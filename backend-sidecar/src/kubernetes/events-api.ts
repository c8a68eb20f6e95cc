import { ALL_NAMESPACES, type Scope } from '../checkpoint/position.ts';
import { type Result } from './failure.ts';
import { ListReader } from './list-reader.ts';
import { PAGE, PageSize } from './page-size.ts';
import { type Page, pageOf } from './page.ts';
import { type EventsApi } from './resource-api.ts';
import { type ApiServer } from './server.ts';
import { openStream, type StreamTimes } from './stream.ts';

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
/** Of a list of one, which tells the newest version. */
const NEWEST_TIMEOUT_MS = 15_000;
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
  const size = new PageSize(PAGE);

  async function list(query: Record<string, string | undefined>, timeoutMs: number): Promise<Result<Page>> {
    const request = { stage: 'list', path, query: { ...selectors, ...query }, timeoutMs, reader: new ListReader() };
    const answer = await server.json<unknown>(request, signal);
    return answer.ok ? pageOf('list', answer.value.document, answer.value.bytes) : answer;
  }

  return {
    async newest() {
      const page = await list({ limit: '1' }, NEWEST_TIMEOUT_MS);
      return page.ok ? { ok: true, value: page.value.version } : page;
    },
    async list({ page, at }) {
      const exact = at && !page ? { resourceVersion: at, resourceVersionMatch: 'Exact' } : {};
      return size.measured((limit) => list({ ...exact, limit: String(limit), continue: page }, LIST_TIMEOUT_MS));
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
