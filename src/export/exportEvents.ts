import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery } from '@kubernetes-events/logql';
import { firstValueFrom, fromEvent, takeUntil } from 'rxjs';
import { LARGE_PAGE, listEvents } from '../loki/list';
import { type LokiSource } from '../loki/source';
import { type Span } from '../shared/time/range';

/** A millisecond holds more events than Loki returns at once, so the export cannot pass it. */
export class TooManyAtOnce extends Error {
  readonly timeMs: number;

  constructor(timeMs: number) {
    super(`more than ${LARGE_PAGE} events at ${new Date(timeMs).toISOString()}: narrow the filters`);
    this.timeMs = timeMs;
  }
}

/** The events of the span, oldest first, page by page; ends early once the signal is aborted. */
export async function* exportEvents(
  source: LokiSource,
  query: EventQuery,
  { from, to }: Span,
  signal: AbortSignal
): AsyncGenerator<EventRecord[]> {
  let start = from;
  let known = new Set<string>();
  while (!signal.aborted) {
    const request = listEvents(source, query, { from: start, to }, 'oldest', LARGE_PAGE);
    // Called off, the request that is on its way is let go of, too.
    const found = await firstValueFrom(request.pipe(takeUntil(fromEvent(signal, 'abort'))), {
      defaultValue: undefined,
    });
    if (!found) {
      return;
    }
    const { records, whole } = found;
    const page = records.filter(({ id }) => !known.has(id));
    yield page;
    const last = records.at(-1);
    if (whole || !last) {
      return;
    }
    if (page.length === 0) {
      throw new TooManyAtOnce(start);
    }
    // Grafana asks by the millisecond: the last one is asked for again, in case there is more of it.
    start = last.timeMs;
    known = new Set(records.filter(({ timeMs }) => timeMs === start).map(({ id }) => id));
  }
}
