import { type Series, type Span, type Store, TooManySeries } from '@kubernetes-events/problems';
import { firstValueFrom } from 'rxjs';
import { LokiError } from '../loki/error';
import { seriesOf } from '../loki/frames';
import { listEvents } from '../loki/list';
import { ask } from '../loki/request';
import { type LokiSource } from '../loki/source';
import { keptMetric } from './keptMetric';

/** Loki through Grafana's data source, as problems are found in it. */
export const storeOf = (source: LokiSource): Store => ({
  metric: (expr, span, stepMs) =>
    keptMetric(source.uid, expr, span, stepMs, (part) => asked(source, expr, part, stepMs)),
  list: async (query, span, order, limit) =>
    (await firstValueFrom(listEvents(source, query, span, order, limit))).records,
});

async function asked(source: LokiSource, expr: string, span: Span, stepMs: number): Promise<Series[]> {
  // Grafana asks nothing if a range starts and ends at one instant.
  const queryType = span.from === span.to ? 'instant' : 'range';
  try {
    const frames = await firstValueFrom(ask(source, { expr, queryType, step: `${stepMs / 1000}s` }, span));
    return seriesOf(frames);
  } catch (cause) {
    const error = LokiError.of(cause);
    throw error.trouble === 'series' ? new TooManySeries(error.message) : error;
  }
}
