import { type DataFrame, type Field, FieldType } from '@grafana/data';
import { type EventRecord, recordOf } from '@kubernetes-events/event';

/** One line of a metric answer: a group and its value, or its values over time. */
export interface Series {
  labels: Record<string, string>;
  times: number[];
  values: number[];
}

/** Log frames, in either of the shapes that Grafana's Loki data source has had, as event records in their order. */
export function recordsOf(frames: readonly DataFrame[]): EventRecord[] {
  return frames.flatMap(recordsOfFrame);
}

function recordsOfFrame(frame: DataFrame): EventRecord[] {
  const named = (...names: string[]) => frame.fields.find(({ name }) => names.includes(name));
  const time = named('Time', 'timestamp') ?? frame.fields.find(({ type }) => type === FieldType.time);
  const line = named('Line', 'body') ?? frame.fields.find(({ type }) => type === FieldType.string);
  if (!time || !line) {
    return [];
  }
  const labels = named('labels');
  const nanos = named('tsNs');
  return Array.from({ length: frame.length }, (_, row) =>
    recordOf({
      timestampNs: nanos ? String(nanos.values[row]) : nanosOf(time, row),
      line: String(line.values[row] ?? ''),
      labels: labelsAt(labels, row),
    })
  );
}

/** The nanoseconds below the millisecond stand beside the values. */
function nanosOf(time: Field, row: number): string {
  return `${time.values[row]}${String(time.nanos?.[row] ?? 0).padStart(6, '0')}`;
}

function labelsAt(field: Field | undefined, row: number): Record<string, string> {
  return labelsIn(field?.values[row]) ?? field?.labels ?? {};
}

/** Labels as an object or as JSON. A field of another query may have the same name and hold anything. */
function labelsIn(value: unknown): Record<string, string> | undefined {
  const labels = typeof value === 'string' ? parsed(value) : value;
  return typeof labels === 'object' && labels !== null && !Array.isArray(labels)
    ? Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, String(text ?? '')]))
    : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Metric frames as series: a range query's frames, or the table that an instant query's become. */
export function seriesOf(frames: readonly DataFrame[]): Series[] {
  return frames.flatMap((frame) => {
    const value = frame.fields.find(({ type }) => type === FieldType.number);
    const time = frame.fields.find(({ type }) => type === FieldType.time);
    if (!value || !time) {
      return [];
    }
    const columns = frame.fields.filter(({ type }) => type === FieldType.string);
    return columns.length > 0 || time.values.every((at) => at === time.values[0])
      ? rowsOf(columns, time, value)
      : [{ labels: { ...value.labels }, times: [...time.values], values: [...value.values] }];
  });
}

function rowsOf(columns: Field[], time: Field, value: Field): Series[] {
  return Array.from({ length: value.values.length }, (_, row) => ({
    labels: {
      ...value.labels,
      ...Object.fromEntries(columns.map(({ name, values }) => [name, String(values[row] ?? '')])),
    },
    times: [time.values[row]],
    values: [value.values[row]],
  }));
}
