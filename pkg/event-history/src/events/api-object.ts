import { type Event } from '@kubernetes-events/event';

/** The fields of an Event and its parts that an API server writes even where they say nothing. */
const ALWAYS = {
  eventTime: null,
  firstTimestamp: null,
  lastTimestamp: null,
  reportingComponent: '',
  reportingInstance: '',
};

/**
 * An event as an API server gives it: what is empty is left out, but for what core/v1 always has, and times of
 * microseconds have six digits. An Event kept whole comes out as it was.
 *
 * Source: https://github.com/kubernetes/api/blob/v0.37.2/core/v1/types.go (the fields without `omitempty`).
 */
export function asApiObject(event: Event): Record<string, unknown> {
  const { metadata, involvedObject, source, series, related, ...rest } = event;
  return {
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
  };
}

/** An object's fields that say something. */
function filled(object: object | null | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object ?? {}).filter(
      ([key, value]) => key !== 'managedFields' && value !== undefined && value !== null && value !== ''
    )
  );
}

/** A line may have lost the zeros at the end. */
function microTime(time: string | null | undefined): string | null {
  const match = /^(.{19})(?:\.(\d{1,6})\d*)?(Z|[+-]\d\d:\d\d)$/.exec(time ?? '');
  return match ? `${match[1]}.${(match[2] ?? '').padEnd(6, '0')}${match[3]}` : null;
}
