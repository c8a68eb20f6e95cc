import { type Event, text } from '../event.ts';
import { fromGoTime, goTime, NANOS_A_SECOND, nanosOf } from '../time.ts';

/**
 * What a flat line has in place of facts that another of its fields has, or its entry. A time names the other one:
 * `FirstTimestamp.Time:=LastTimestamp, LastTimestamp.Time:=EntryTime, `. Of a name such as `web-1.18eb9cd971d452d2`, which is
 * that of the object and client-go's clock, there is what the other fields lack: `Name:=.1c9f2d2, `.
 *
 * @param timestampNs the time of the entry, in nanoseconds since the epoch
 * @returns the field's key in the line → the reference
 */
export function referencesOf(event: Event, timestampNs: bigint): Record<string, string> {
  const references: Record<string, string> = {};
  const name = shortName(event);
  if (name) {
    references.Name = name;
  }
  const created = goTime(event.metadata?.creationTimestamp);
  const first = goTime(event.firstTimestamp);
  if (created && created === goTime(secondOf(event.eventTime))) {
    references[CREATED] = FROM_EVENT_TIME;
  } else if (created && created === first) {
    references[CREATED] = FROM_FIRST;
  }
  if (first && first === goTime(event.lastTimestamp)) {
    references[FIRST] = FROM_LAST;
  }
  const timeOfEntry = fieldWithTimeOf(event, timestampNs);
  if (timeOfEntry) {
    references[timeOfEntry] = FROM_ENTRY;
  }
  return references;
}

const [CREATED, FIRST] = ['CreationTimestamp', 'FirstTimestamp.Time'];
const [FROM_FIRST, FROM_LAST, FROM_EVENT_TIME] = ['=FirstTimestamp', '=LastTimestamp', '=EventTime'];
const FROM_ENTRY = '=EntryTime';

/** The fields that an entry can have its time of, the first that is set, and where they are in the Event. */
const TIMES_OF_ENTRIES: Readonly<Record<string, (event: Event) => string | null | undefined>> = {
  'Series.LastObservedTime': ({ series }) => series?.lastObservedTime,
  'LastTimestamp.Time': ({ lastTimestamp }) => lastTimestamp,
  EventTime: ({ eventTime }) => eventTime,
};

/** An API server keeps the creation of an object to the second. */
const secondOf = (time: string | null | undefined): string => text(time).replace(/\.\d+/, '');

/** The field whose time can be read from that of the entry, with the same digits. */
function fieldWithTimeOf(event: Event, timestampNs: bigint): string | undefined {
  for (const field in TIMES_OF_ENTRIES) {
    const time = TIMES_OF_ENTRIES[field]!(event);
    const nanos = nanosOf(time);
    if (nanos !== undefined) {
      const fraction = nanos % NANOS_A_SECOND;
      const isSame = fraction === 0n ? isInSecond(timestampNs, nanos) : timestampNs === nanos && fraction >= REVISIONS;
      return isSame && goTime(time).endsWith(' UTC') ? field : undefined;
    }
  }
  return undefined;
}

const isInSecond = (ns: bigint, second: bigint): boolean => ns >= second && ns < second + REVISIONS;

/** As Go prints it. What is below a millisecond alone is that of the revision, and no part of the time. */
function timeOfEntry(timestampNs: bigint): string {
  const fraction = timestampNs % NANOS_A_SECOND;
  const second = new Date(Number(timestampNs / NANOS_A_SECOND) * 1000).toISOString().slice(0, 19);
  return goTime(fraction < REVISIONS ? `${second}Z` : `${second}.${String(fraction).padStart(9, '0')}Z`);
}

/** As many revisions of one second keep their order in an entry's time. */
const REVISIONS = 1_000_000n;

/**
 * A flat line that has its entry's time no more, because the entry gets another one: the time is spelled out.
 *
 * @param timestampNs the time of the entry for which the line was made
 */
export function spellTime(line: string, timestampNs: bigint): string {
  return FLAT.test(line) ? line.replace(ENTRY_TIME, `$1${timeOfEntry(timestampNs)}, `) : line;
}

const FLAT = /^[A-Z][A-Za-z.]*:/;
const ENTRY_TIME = new RegExp(
  `((?:^|, )(?:${Object.keys(TIMES_OF_ENTRIES)
    .map((key) => key.replace('.', '\\.'))
    .join('|')}):)${FROM_ENTRY}, `
);

const SHORT_NAME = /^=\.[0-9a-f]{1,8}$/;

/** @returns the name with what the object's name and the second of the event's first time say left out */
function shortName(event: Event): string | undefined {
  const { metadata, involvedObject } = event;
  const [name, object] = [text(metadata?.name), text(involvedObject?.name)];
  const clock = name.slice(-16);
  if (!/^[1-9a-f][0-9a-f]{15}$/.test(clock) || name !== `${object}.${clock}`) {
    return undefined;
  }
  const short = `=.${(BigInt(`0x${clock}`) % NANOS_A_SECOND).toString(16)}`;
  return longName(short, event) === name ? short : undefined;
}

function longName(short: string, { involvedObject, firstTimestamp, eventTime }: Event): string {
  const began = nanosOf(firstTimestamp) ?? nanosOf(eventTime) ?? 0n;
  const nanos = began - (began % NANOS_A_SECOND) + BigInt(`0x${short.slice(2)}`);
  return `${text(involvedObject?.name)}.${nanos.toString(16)}`;
}

/**
 * The event with those facts in each place.
 *
 * @param read as the line has it
 * @param timestampNs the time of its entry, in nanoseconds since the epoch
 */
export function withReferences(read: Event, timestampNs: bigint): Event {
  const event = withTimeOfEntry(read, timestampNs);
  const { metadata, firstTimestamp, lastTimestamp, eventTime } = event;
  const first = firstTimestamp === FROM_LAST ? lastTimestamp : firstTimestamp;
  const whole = { ...event, ...(firstTimestamp === FROM_LAST && { firstTimestamp: first }) };
  const created = metadata?.creationTimestamp;
  const name = text(metadata?.name);
  if (created === FROM_FIRST) {
    whole.metadata = { ...metadata, creationTimestamp: first };
  } else if (created === FROM_EVENT_TIME) {
    whole.metadata = { ...metadata, creationTimestamp: secondOf(eventTime) };
  }
  if (SHORT_NAME.test(name)) {
    whole.metadata = { ...whole.metadata, name: longName(name, whole) };
  }
  return whole;
}

function withTimeOfEntry(event: Event, timestampNs: bigint): Event {
  const { series, lastTimestamp, eventTime } = event;
  if (![series?.lastObservedTime, lastTimestamp, eventTime].includes(FROM_ENTRY)) {
    return event;
  }
  const time = fromGoTime(timeOfEntry(timestampNs));
  return {
    ...event,
    ...(series?.lastObservedTime === FROM_ENTRY && { series: { ...series, lastObservedTime: time } }),
    ...(lastTimestamp === FROM_ENTRY && { lastTimestamp: time }),
    ...(eventTime === FROM_ENTRY && { eventTime: time }),
  };
}
