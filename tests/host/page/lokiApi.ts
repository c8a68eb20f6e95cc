import {
  createDataFrame,
  type DataFrame,
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  FieldType,
  LoadingState,
  rangeUtil,
  type TimeRange,
} from '@grafana/data';

export interface LokiQuery extends DataQuery {
  expr: string;
  queryType: 'range' | 'instant';
  maxLines?: number;
  direction?: string;
  step?: string;
}

export interface Answer {
  data: {
    resultType: 'streams' | 'matrix' | 'vector';
    result: Array<{
      stream: Record<string, string>;
      metric: Record<string, string>;
      values: Array<[string, string, Partial<Record<'structuredMetadata' | 'parsed', Record<string, string>>>?]>;
      value: [number, string];
    }>;
    stats: {
      summary: { totalBytesProcessed: number; totalLinesProcessed: number };
      querier: { store: { totalChunksDownloaded: number } };
      ingester: { store: { totalChunksDownloaded: number } };
    };
  };
}

/** Asks Loki to keep structured metadata apart from stream labels. */
export const HEADERS = { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' };

/** What Loki answers as Grafana's data source hands it on. */
export async function responseOf(query: LokiQuery, response: Response): Promise<DataQueryResponse> {
  const text = await response.text();
  return response.ok
    ? { data: framesOf(JSON.parse(text) as Answer, query), state: LoadingState.Done }
    : {
        data: [],
        state: LoadingState.Error,
        errors: [{ refId: query.refId, message: text, status: response.status }],
      };
}

/** Undefined if there is nothing to ask. */
export function addressOf(query: LokiQuery, { range }: DataQueryRequest<LokiQuery>): string | undefined {
  const nanos = (ms: number) => `${Math.round(ms)}000000`;
  const params = new URLSearchParams({ query: query.expr });
  if (query.queryType === 'instant') {
    params.set('time', nanos(range.to.valueOf()));
    return `/loki/api/v1/query?${params}`;
  }
  const [start, end] = [range.from.valueOf(), query.step ? lastInstant(query.step, range) : range.to.valueOf()];
  if (end < start) {
    return undefined;
  }
  params.set('start', nanos(start));
  params.set('end', nanos(end));
  params.set('limit', String(query.maxLines ?? 1000));
  params.set('direction', query.direction ?? 'backward');
  if (query.step) {
    params.set('step', query.step);
  }
  return `/loki/api/v1/query_range?${params}`;
}

/**
 * Until when a metric query is asked. Grafana asks for a day at a time, from its first instant to the one before the
 * next day's, as long as days begin before the range ends.
 *
 * Source: grafana/grafana public/app/plugins/datasource/loki/metricTimeSplitting.ts
 */
function lastInstant(step: string, { from: start, to }: TimeRange): number {
  const stepMs = rangeUtil.intervalToMs(step);
  const day = Math.floor(86_400_000 / stepMs) * stepMs;
  const endsWithDay = day > 0 && (to.valueOf() - start.valueOf()) % day === 0;
  return to.valueOf() - (endsWithDay ? stepMs : 0);
}

function framesOf({ data }: Answer, { refId }: LokiQuery): DataFrame[] {
  switch (data.resultType) {
    case 'streams':
      return [logFrame(data.result, refId)];
    case 'matrix':
      return data.result.map(({ metric, values }) =>
        createDataFrame({
          refId,
          fields: [
            { name: 'Time', type: FieldType.time, values: values.map(([time]) => Number(time) * 1000) },
            { name: 'Value', type: FieldType.number, labels: metric, values: values.map(([, value]) => Number(value)) },
          ],
        })
      );
    case 'vector':
      return data.result.length > 0 ? [tableFrame(data.result, refId)] : [];
  }
}

/** As pkg/tsdb/loki/frame.go makes it: all streams in one frame, labels, metadata and what a stage has set together. */
function logFrame(streams: Answer['data']['result'], refId: string): DataFrame {
  const rows = streams.flatMap(({ stream, values }) =>
    values.map(([ns, line, extra]) => ({
      ns,
      line,
      labels: { ...stream, ...extra?.structuredMetadata, ...extra?.parsed },
    }))
  );
  return createDataFrame({
    refId,
    meta: { custom: { frameType: 'LabeledTimeValues' } },
    fields: [
      { name: 'labels', type: FieldType.other, values: rows.map(({ labels }) => labels) },
      { name: 'Time', type: FieldType.time, values: rows.map(({ ns }) => Number(ns.slice(0, -6))) },
      { name: 'Line', type: FieldType.string, values: rows.map(({ line }) => line) },
      { name: 'tsNs', type: FieldType.string, values: rows.map(({ ns }) => ns) },
      { name: 'id', type: FieldType.string, values: rows.map(({ ns }, at) => `${ns}_${at}`) },
    ],
  });
}

/** As the data source's makeTableFrames does: a column for each label. */
function tableFrame(rows: Answer['data']['result'], refId: string): DataFrame {
  const labels = [...new Set(rows.flatMap(({ metric }) => Object.keys(metric)))].sort();
  return createDataFrame({
    refId,
    meta: { preferredVisualisationType: 'table' },
    fields: [
      { name: 'Time', type: FieldType.time, values: rows.map(({ value: [time] }) => time * 1000) },
      ...labels.map((name) => ({ name, type: FieldType.string, values: rows.map(({ metric }) => metric[name] ?? '') })),
      { name: `Value #${refId}`, type: FieldType.number, values: rows.map(({ value: [, value] }) => Number(value)) },
    ],
  });
}
