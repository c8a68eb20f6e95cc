import { type EventRecord } from '@kubernetes-events/event';
import { type Matcher, streamSelector } from '@kubernetes-events/logql';
import { lastValueFrom } from 'rxjs';
import { listEvents } from '../loki/list';
import { hasResources, type LokiSource } from '../loki/source';
import { DAY } from '../shared/time/units';

/** What a Loki data source has of events. */
export interface Findings {
  /** The newest event of the last week. */
  newest?: EventRecord;
  /** In the last day. */
  streams?: number;
  lines?: number;
  /** The labels of the streams that hold events. */
  labels: string[];
  /** The values of the cluster label. */
  clusters: string[];
}

const WEEK = 7 * DAY;

/** Looks at what the data source holds, up to now. Rejects with a {@link LokiError} where it does not answer. */
export async function examine(
  source: LokiSource,
  base: readonly Matcher[],
  clusterLabel: string,
  now: number
): Promise<Findings> {
  const { records } = await lastValueFrom(listEvents(source, { base }, { from: now - WEEK, to: now }, 'newest', 1));
  const [newest] = records;
  if (!newest || !hasResources(source)) {
    return { newest, labels: [], clusters: [] };
  }
  const params = { query: streamSelector(base), start: `${now - DAY}000000`, end: `${now}000000` };
  const ask = <T>(path: string) => source.getResource<T>(path, params).catch(() => undefined);
  const [stats, labels, clusters] = await Promise.all([
    ask<{ streams: number; entries: number }>('index/stats'),
    ask<{ data?: string[] }>('labels'),
    ask<{ data?: string[] }>(`label/${clusterLabel}/values`),
  ]);
  return {
    newest,
    streams: stats?.streams,
    lines: stats?.entries,
    labels: labels?.data ?? [],
    clusters: clusters?.data ?? [],
  };
}
