import { type ObjectMeta } from '@kubernetes-events/event';
import { ALL_NAMESPACES, type Scope } from '../checkpoint/position.ts';
import { type Result } from './failure.ts';
import { LeanJson } from './lean-json.ts';
import { PageSize } from './page-size.ts';
import { type Page, pageOf } from './page.ts';
import { type EventsApi } from './resource-api.ts';
import { type Resource } from './resource.ts';
import { type ApiServer } from './server.ts';
import { openStream, type StreamTimes } from './stream.ts';

/** What is asked of the API server, for the metrics. */
export interface Cost {
  asked(verb: 'list' | 'watch' | 'read'): void;
  received(bytes: number): void;
}

/** One resource's objects over HTTP, their metadata only. */
export interface ObjectsApi extends EventsApi {
  /** An object by its name; undefined where there was none of that uid. @param at the revision to be shown */
  read(
    object: { namespace: string; name: string; uid: string },
    at: number | undefined,
    timeoutMs: number
  ): Promise<Result<ObjectMeta | undefined>>;
}

const METADATA = 'g=meta.k8s.io;v=v1';
const AS_LIST = `application/json;as=PartialObjectMetadataList;${METADATA}`;
const AS_OBJECT = `application/json;as=PartialObjectMetadata;${METADATA}`;

/** Objects a page: what a page leaves behind is most of what a list costs in memory. */
const PAGE = 200;

const LIST_TIMEOUT_MS = 60_000;
const WATCH_START_TIMEOUT_MS = 15_000;
/** The server ends a watch after a time between these, in seconds. */
const SHORTEST_WATCH_S = 300;
const LONGEST_WATCH_S = 600;

export function objectsApi(
  server: ApiServer,
  { folder, plural }: Resource,
  scope: Scope,
  times: StreamTimes,
  cost: Cost,
  signal: AbortSignal
): ObjectsApi {
  const pathIn = (namespace: string): string =>
    namespace ? `${folder}/namespaces/${encodeURIComponent(namespace)}/${plural}` : `${folder}/${plural}`;
  const path = pathIn(scope === ALL_NAMESPACES ? '' : scope);

  const stage = `list ${plural}`;
  const size = new PageSize(PAGE);

  async function get(at: string, query: Record<string, string | undefined>, timeoutMs: number): Promise<Result<Page>> {
    const request = { stage, path: at, query, timeoutMs, accept: AS_LIST, reader: new LeanJson() };
    const answer = await server.json<unknown>(request, signal);
    if (!answer.ok) {
      return answer;
    }
    cost.received(answer.value.bytes);
    return pageOf(stage, answer.value.document, answer.value.bytes);
  }

  return {
    async newest() {
      cost.asked('list');
      const page = await get(path, { limit: '1' }, LIST_TIMEOUT_MS);
      return page.ok ? { ok: true, value: page.value.version } : page;
    },
    async list({ page, at }) {
      cost.asked('list');
      const exact = at && !page ? { resourceVersion: at, resourceVersionMatch: 'Exact' } : {};
      return size.measured((limit) => get(path, { ...exact, limit: String(limit), continue: page }, LIST_TIMEOUT_MS));
    },
    async watch(version) {
      cost.asked('watch');
      const seconds = SHORTEST_WATCH_S + Math.random() * (LONGEST_WATCH_S - SHORTEST_WATCH_S);
      const query = {
        watch: 'true',
        resourceVersion: version,
        allowWatchBookmarks: 'true',
        timeoutSeconds: seconds.toFixed(),
      };
      const request = { stage: `watch ${plural}`, path, query, timeoutMs: WATCH_START_TIMEOUT_MS, accept: AS_OBJECT };
      const body = await server.stream(request, signal);
      if (!body.ok) {
        return body;
      }
      body.value.on('data', (chunk: Buffer) => cost.received(chunk.length));
      return { ok: true, value: openStream(body.value, seconds * 1000, times, signal) };
    },
    async read({ namespace, name, uid }, at, timeoutMs) {
      cost.asked('read');
      const exact = at === undefined ? {} : { resourceVersion: String(at), resourceVersionMatch: 'Exact' };
      const answer = await get(pathIn(namespace), { fieldSelector: `metadata.name=${name}`, ...exact }, timeoutMs);
      const found = answer.ok ? answer.value.items.find(({ metadata }) => metadata?.uid === uid) : undefined;
      return answer.ok ? { ok: true, value: found?.metadata ?? undefined } : answer;
    },
  };
}
