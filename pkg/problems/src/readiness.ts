import { type EventQuery, including } from '@kubernetes-events/logql';
import { bucketStart, type Buckets, instantsOf } from './buckets.ts';
import { exprOf } from './count-query.ts';
import { Splitting } from './parts.ts';
import { type Series, type Store, TooManySeries } from './store.ts';
import { HOUR } from './units.ts';

/** In the lines of failed readiness probes. */
export const READINESS = { text: 'Readiness probe', caseSensitive: true };

/** Nearly every workload's readiness probe fails a few times as it starts. */
const FEW = 6;
/** How many workloads are asked for at once. */
const AT_ONCE = 100;

const QUESTION = { filters: [including('_type', 'Warning')], lines: [READINESS] };

/**
 * Counts failed readiness probes: those of the newest hour at once, then earlier ones part by part. Where a part has more
 * workloads with such failures than the store counts, which are hardly all broken, it goes back no further; but for
 * workloads that failed more than a few times in the newest hour, so that their problems begin when they began.
 */
export class Readiness {
  readonly #store: Store;
  readonly #query: EventQuery;
  readonly #buckets: Buckets;
  /** The buckets before this one are still to count. */
  #left: number;
  #often: string[] = [];
  #isPartly = false;

  constructor(store: Store, query: EventQuery, buckets: Buckets) {
    this.#store = store;
    this.#query = query;
    this.#buckets = buckets;
    this.#left = Math.max(0, buckets.count - Math.ceil(HOUR / buckets.step));
  }

  /** How far back all of them are counted, in milliseconds, if it is known that not all of the range is. */
  get partlyFrom(): number | undefined {
    return this.#isPartly ? bucketStart(this.#buckets, this.#left) : undefined;
  }

  async newest(): Promise<Series[]> {
    const series = await new Splitting().all((stages) => this.#ask(this.#left, this.#buckets.count, stages));
    const often = series.filter(({ values }) => values.reduce((sum, n) => sum + n, 0) > FEW);
    this.#often = [...new Set(often.map(({ labels }) => labels.workload ?? ''))];
    return series;
  }

  /** Those from a bucket on that are not counted yet. */
  async backTo(first: number): Promise<Series[]> {
    if (this.#isPartly || first >= this.#left) {
      return [];
    }
    try {
      const series = await this.#ask(first, this.#left);
      this.#left = first;
      return series;
    } catch (error) {
      if (!(error instanceof TooManySeries)) {
        throw error;
      }
      this.#isPartly = true;
      return this.#ofOften();
    }
  }

  async #ofOften(): Promise<Series[]> {
    const series: Series[] = [];
    for (let at = 0; at < this.#often.length; at += AT_ONCE) {
      const own = [including('workload', ...this.#often.slice(at, at + AT_ONCE))];
      series.push(...(await new Splitting().all((stages) => this.#ask(0, this.#left, stages, own))));
    }
    return series;
  }

  #ask(
    first: number,
    end: number,
    stages: readonly string[] = [],
    own = [] as EventQuery['filters']
  ): Promise<Series[]> {
    const question = { ...QUESTION, filters: [...QUESTION.filters, ...(own ?? [])] };
    const expr = exprOf(this.#query, question, this.#buckets.step, stages);
    return this.#store.metric(expr, ...instantsOf(this.#buckets, first, end));
  }
}
