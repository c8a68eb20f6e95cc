import { type Event } from '@kubernetes-events/event';
import { type Result } from './failure.ts';
import { ListReader } from './list-reader.ts';
import { type Page, pageOf } from './page.ts';
import { PageSize } from './page-size.ts';
import { pathOf, type Resource } from './resource.ts';
import { type ApiServer } from './server.ts';
import { openStream, type StreamTimes, type WatchStream } from './stream.ts';

/** The next page of a list; without `page`, the first. */
export interface ListQuery {
  page?: string | undefined;
  /** An exact version to be shown. */
  at?: string | undefined;
}

/** One resource of the API server, as a watch sees it. */
export interface ResourceApi {
  /** Its newest resourceVersion. */
  newest(): Promise<Result<string>>;
  list(query: ListQuery): Promise<Result<Page>>;
  watch(version: string): Promise<Result<WatchStream>>;
}

export interface Selection {
  path: string;
  /** Field and label selectors. */
  selectors?: Record<string, string | undefined>;
  /** For messages: `list pods`. */
  stages: { list: string; watch: string };
  /** The forms of the answers; plain JSON otherwise. */
  accept?: { list: string; watch: string };
  /** Items a page, at most. */
  pageSize: number;
  cost?: Cost;
}

export interface Cost {
  asked(verb: 'list' | 'watch' | 'read'): void;
  received(bytes: number): void;
}

export const LIST_TIMEOUT_MS = 60_000;
/** Of a list of one, which shows the newest version. */
const NEWEST_TIMEOUT_MS = 15_000;
const WATCH_START_TIMEOUT_MS = 15_000;

/** The server ends a watch after a time between these, in seconds, so that not all of them come back at once. */
const SHORTEST_WATCH_S = 300;
const LONGEST_WATCH_S = 600;

/** A resource over HTTP. */
export function resourceApi(
  server: ApiServer,
  selection: Selection,
  times: StreamTimes,
  signal: AbortSignal
): ResourceApi {
  const { path, selectors, stages, accept, cost } = selection;
  const size = new PageSize(selection.pageSize);
  const list = (query: Record<string, string | undefined>, timeoutMs: number): Promise<Result<Page>> => {
    cost?.asked('list');
    return readPage(server, selection, { path, query: { ...selectors, ...query }, timeoutMs }, signal);
  };

  return {
    async newest() {
      const page = await list({ limit: '1' }, NEWEST_TIMEOUT_MS);
      return page.ok ? { ok: true, value: page.value.version } : page;
    },
    list({ page, at }) {
      const exact = page ? {} : exactly(at);
      return size.measured((limit) => list({ ...exact, limit: String(limit), continue: page }, LIST_TIMEOUT_MS));
    },
    async watch(version) {
      cost?.asked('watch');
      const seconds = SHORTEST_WATCH_S + Math.random() * (LONGEST_WATCH_S - SHORTEST_WATCH_S);
      const query = {
        ...selectors,
        watch: 'true',
        resourceVersion: version,
        allowWatchBookmarks: 'true',
        timeoutSeconds: seconds.toFixed(),
      };
      const request = { stage: stages.watch, path, query, timeoutMs: WATCH_START_TIMEOUT_MS };
      const body = await server.stream({ ...request, ...(accept && { accept: accept.watch }) }, signal);
      if (!body.ok) {
        return body;
      }
      if (cost) {
        body.value.on('data', (chunk: Buffer) => cost.received(chunk.length));
      }
      return { ok: true, value: openStream(body.value, seconds * 1000, times, signal) };
    },
  };
}

/** Garbage of a page is most of the memory that a list of large objects costs. */
const OBJECTS_PAGE = 200;

/** The objects of a resource, in a namespace or in all. */
export function selectionOf(resource: Resource, namespace: string): Selection {
  const { plural } = resource;
  const stages = { list: `list ${plural}`, watch: `watch ${plural}` };
  return { path: pathOf(resource, namespace), stages, pageSize: OBJECTS_PAGE };
}

/** The same with no more than what is read of each object in a list, which holds many until it is handed on. */
export function slimmed(api: ResourceApi, slim: (object: Event) => Event): ResourceApi {
  return {
    ...api,
    async list(query) {
      const page = await api.list(query);
      return page.ok ? { ok: true, value: { ...page.value, items: page.value.items.map(slim) } } : page;
    },
  };
}

/** A list as it was at a version, or as it is where the API server no longer knows that. */
export async function readAsOf(
  server: ApiServer,
  selection: Parameters<typeof readPage>[1],
  { at, query, ...request }: Parameters<typeof readPage>[2] & { at: string },
  signal: AbortSignal
): Promise<Result<Page>> {
  const page = await readPage(server, selection, { ...request, query: { ...query, ...exactly(at) } }, signal);
  if (page.ok || ['network', 'aborted', 'forbidden'].includes(page.failure.kind)) {
    return page;
  }
  return await readPage(server, selection, { ...request, query }, signal);
}

/** One page of a list. */
export async function readPage(
  server: ApiServer,
  { stages, accept, cost, managers }: Pick<Selection, 'stages' | 'accept' | 'cost'> & { managers?: boolean },
  request: { path: string; query: Record<string, string | undefined>; timeoutMs: number },
  signal: AbortSignal
): Promise<Result<Page>> {
  const form = accept && { accept: accept.list };
  const answer = await server.json(
    { stage: stages.list, ...request, ...form, reader: new ListReader(managers) },
    signal
  );
  if (!answer.ok) {
    return answer;
  }
  cost?.received(answer.value.bytes);
  return pageOf(stages.list, answer.value.document, answer.value.bytes);
}

/** The parameters that ask for a list as it was at a version; none for the newest. */
export function exactly(at: string | undefined): Record<string, string> {
  return at ? { resourceVersion: at, resourceVersionMatch: 'Exact' } : {};
}
