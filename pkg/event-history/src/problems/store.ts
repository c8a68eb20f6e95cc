import { recordOf } from '@kubernetes-events/event';
import { logQuery } from '@kubernetes-events/logql';
import { type Series, type Store, TooManySeries } from '@kubernetes-events/problems';
import { LokiFailure } from '../loki/failure.ts';
import { type Loki } from '../loki/loki.ts';

/** Loki's answer to a metric query over a range. */
interface Matrix {
  data?: { result?: Array<{ metric: Record<string, string>; values: Array<[seconds: number, value: string]> }> };
}

const NANOS_A_MS = 1_000_000n;

/** Loki as problems are found in it. */
export function lokiStore(loki: Loki): Store {
  return {
    metric: async (expr, { from, to }, stepMs): Promise<Series[]> => {
      const parameters = new URLSearchParams({
        query: expr,
        start: String(from / 1000),
        end: String(to / 1000),
        step: String(stepMs / 1000),
      });
      const answer = (await loki.get(`/loki/api/v1/query_range?${parameters.toString()}`).catch(rethrown)) as Matrix;
      return (answer.data?.result ?? []).map(({ metric, values }) => ({
        labels: metric,
        times: values.map(([seconds]) => seconds * 1000),
        values: values.map(([, value]) => Number(value)),
      }));
    },
    list: async (query, { from, to }, order, limit) => {
      const entries = await loki.queryRange({
        query: logQuery(query),
        startNs: BigInt(Math.floor(from)) * NANOS_A_MS,
        endNs: BigInt(Math.ceil(to)) * NANOS_A_MS,
        limit,
        direction: order === 'newest' ? 'backward' : 'forward',
      });
      const sign = order === 'newest' ? -1 : 1;
      return entries
        .sort((a, b) => sign * Number(a.timestampNs - b.timestampNs))
        .map(({ timestampNs, line, labels }) => recordOf({ timestampNs: String(timestampNs), line, labels }));
    },
  };
}

function rethrown(error: unknown): never {
  if (error instanceof LokiFailure && /maximum (number )?of series/i.test(error.answer)) {
    throw new TooManySeries(error.answer);
  }
  throw error;
}
