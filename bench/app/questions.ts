/** The questions of the app's pages, by the app's own functions; bundled for Node by `bench/query/app.ts`. */
import { type DataQueryRequest, type DataQueryResponse, LoadingState } from '@grafana/data';
import { DEFAULT_BASE, type EventQuery } from '@kubernetes-events/logql';
import { findProblems } from '@kubernetes-events/problems';
import { defer, from as observe, lastValueFrom, map, merge, type Observable, tap } from 'rxjs';
import { forgetCounts } from '../../src/loki/keptCounts';
import { searchEvents } from '../../src/loki/list';
import { type LokiSource } from '../../src/loki/source';
import { overviewOf } from '../../src/overview/overview';
import { storeOf } from '../../src/problems/store';
import { bucketsOf } from '../../src/shared/time/buckets';
import { storyOf } from '../../src/story/storyOf';
import { type Answer, addressOf, HEADERS, type LokiQuery, responseOf } from '../../tests/host/page/lokiApi';
import { type App, type Asked, type Asking, type Question } from '../query/asked';

/** Bars on a screen of 1,440 pixels. */
const BARS = 160;

/** A page as far as it is there: what it shows so far. */
type Page = Observable<number>;

interface Asker extends Pick<Asking, 'span' | 'rareWord' | 'object'> {
  source: LokiSource;
  query: EventQuery;
}

const list = ({ source, query, span }: Asker): Page =>
  searchEvents(source, query, span, 'newest').pipe(map(({ records }) => records.length));

const counts = ({ source, query, span }: Asker, label: string): Page =>
  overviewOf({
    source,
    query,
    span,
    buckets: bucketsOf(span, BARS, 'utc'),
    barField: '_type',
    groupBy: [label],
    withBefore: false,
  }).pipe(map(({ groups }) => groups.reduce((sum, { total }) => sum + total, 0)));

const PAGES: Record<Question, (asking: Asker) => Page> = {
  'newest events': list,
  'first screen': (asking) => merge(list(asking), counts(asking, '_namespace')),
  'counts by type': (asking) => counts(asking, '_type'),
  'counts by namespace': (asking) => counts(asking, '_namespace'),
  'counts by kind': (asking) => counts(asking, '_kind'),
  'counts by host': (asking) => counts(asking, '_host'),
  'counts by reason': (asking) => counts(asking, 'reason'),
  'rare word': (asking) => list({ ...asking, query: { ...asking.query, lines: [{ text: asking.rareWord }] } }),
  'story of an object': (asking) => storyOf(asking, asking.object, '').pipe(map(({ own }) => own.length)),
  problems: ({ source, query, span }) =>
    observe(findProblems({ store: storeOf(source), query, span })).pipe(map(({ problems }) => problems.length)),
};

const app: App = {
  ask: async (question, asking) => {
    // Each question is asked as by a person who opens the app.
    forgetCounts();
    const source = new NotedSource(asking);
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    let firstS: number | undefined;
    const found = await lastValueFrom(
      PAGES[question]({
        ...asking,
        source: source as unknown as LokiSource,
        query: { base: DEFAULT_BASE, ...asking.stored },
      }).pipe(tap((shown) => (firstS ??= shown > 0 ? seconds() : undefined)))
    );
    const wholeS = seconds();
    return { ...source.noted, firstS: firstS ?? wholeS, wholeS, found };
  },
};
export const { ask } = app;

/** Loki as the app's data source, with what its answers took. */
class NotedSource {
  readonly #asking: Asking;
  readonly noted: Pick<Asked, 'queries' | 'chunks' | 'bytes' | 'lines'> = { queries: 0, chunks: 0, bytes: 0, lines: 0 };

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  query(request: DataQueryRequest<LokiQuery>): Observable<DataQueryResponse> {
    return defer(() => this.#ask(request));
  }

  async #ask(request: DataQueryRequest<LokiQuery>): Promise<DataQueryResponse> {
    const { url } = this.#asking;
    const [query] = request.targets;
    const address = query && addressOf(query, request);
    if (!address) {
      return { data: [], state: LoadingState.Done };
    }
    const response = await fetch(`${url}${address}`, { headers: HEADERS });
    if (response.ok) {
      this.#note((await response.clone().json()) as Answer);
    }
    return responseOf(query, response);
  }

  #note({ data: { stats } }: Answer): void {
    this.noted.queries++;
    this.noted.chunks += stats.querier.store.totalChunksDownloaded + stats.ingester.store.totalChunksDownloaded;
    this.noted.bytes += stats.summary.totalBytesProcessed;
    this.noted.lines += stats.summary.totalLinesProcessed;
  }
}
