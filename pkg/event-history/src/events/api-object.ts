import { type Event } from '@kubernetes-events/event';

/** The fields of an Event that an API server writes even if they are empty. */
const ALWAYS = {
  firstTimestamp: null,
  lastTimestamp: null,
  reportingComponent: '',
  reportingInstance: '',
};

/**
 * An event as an API server returns it: keys sorted, without empty fields except those that core/v1 always has, and
 * microsecond times with six digits. An Event kept whole comes out as it was.
 *
 * Source: https://github.com/kubernetes/api/blob/v0.37.2/core/v1/types.go (the fields without `omitempty`).
 */
export function asApiObject(event: Event): Record<string, unknown> {
  const { metadata, involvedObject, source, series, related, ...rest } = event;
  return sorted({
    ...ALWAYS,
    ...filled(rest),
    apiVersion: 'v1',
    kind: 'Event',
    eventTime: microTime(event.eventTime),
    metadata: { creationTimestamp: null, ...filled(metadata) },
    involvedObject: filled(involvedObject),
    source: filled(source),
    ...(series && { series: { ...filled(series), lastObservedTime: microTime(series.lastObservedTime) } }),
    ...(related && { related: filled(related) }),
  }) as Record<string, unknown>;
}

/** An object's fields that are not empty. */
function filled(object: object | null | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object ?? {}).filter(
      ([key, value]) => key !== 'managedFields' && value !== undefined && value !== null && value !== ''
    )
  );
}

/** The same value with the keys of every object in order. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  const keys = Object.keys(value).sort() as Array<keyof typeof value>;
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

/** A line may have lost the trailing zeros. */
function microTime(time: string | null | undefined): string | null {
  const match = /^(.{19})(?:\.(\d{1,6})\d*)?(Z|[+-]\d\d:\d\d)$/.exec(time ?? '');
  return match ? `${match[1]}.${(match[2] ?? '').padEnd(6, '0')}${match[3]}` : null;
}
