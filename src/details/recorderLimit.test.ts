import { type EventRecord, OWN_COMPONENT, recordOf } from '@kubernetes-events/event';
import { BURST, CLOSE, isNearLimit, REFILL_MS } from './recorderLimit';

const END = Date.parse('2026-11-26T06:00:00Z');
const SECOND = 1000;

/** An event of the kubelet about one pod. @param ago how long before the last, in milliseconds */
function event(ago: number, labels: Record<string, string> = {}): EventRecord {
  const timestampNs = `${END - ago}${String((sequence += 1)).padStart(6, '0')}`;
  const own = { event_uid: `event-${sequence}`, component: 'kubelet', _host: 'n1', object_uid: 'pod', count: '1' };
  return recordOf({ timestampNs, line: '', labels: { ...own, ...labels } });
}

let sequence = 0;

const some = (number: number, every: number, labels?: Record<string, string>): EventRecord[] =>
  Array.from({ length: number }, (_, at) => event(at * every, labels));

/** The fewest events at once that come close to the limit. */
const ENOUGH = BURST - CLOSE;

describe('the component of an event comes close to the limit of the recorder', () => {
  const last = event(0);
  const ofNewRecorder = { action: 'Binding' };
  it.each<[string, boolean, EventRecord, EventRecord[]]>([
    ['with a burst of events', true, last, some(ENOUGH - 1, SECOND)],
    ['not with one less', false, last, some(ENOUGH - 2, SECOND)],
    ['with a burst in the middle of a quiet hour', true, last, some(ENOUGH, SECOND).map(earlier(30))],
    ['not with as many that the refill keeps up with', false, last, some(60, REFILL_MS)],
    ['not with those of other components', false, last, some(60, SECOND, { component: 'kube-proxy' })],
    ['not with those of another type', false, last, some(60, SECOND, { _type: 'Normal' })],
    ['not with those of other nodes', false, last, some(60, SECOND, { _host: 'n2' })],
    ['not with those about an earlier object of this name', false, last, some(60, SECOND, { object_uid: 'before' })],
    ['not with the same entry twice', false, last, Array<EventRecord>(60).fill(last)],
    ['by the count of an event that is repeated as fast as the refill allows', true, repeated(ENOUGH + 12), []],
    ['by the counts of several such events', true, repeated(ENOUGH + 2), [repeated(5), repeated(5)]],
    ['not by a count that took long', false, repeated(ENOUGH + 11), []],
    ['by the newest count of an event alone', false, repeated(10, 'same'), [repeated(9, 'same'), repeated(8, 'same')]],
    ['not in the recorder of events.k8s.io', false, event(0, ofNewRecorder), some(60, SECOND, ofNewRecorder)],
    ['not in the collector', false, event(0, { component: OWN_COMPONENT }), some(60, 1, { component: OWN_COMPONENT })],
    ['not where nobody is named', false, event(0, { component: '' }), some(60, SECOND, { component: '' })],
  ])('%s', (_, expected, record, records) => {
    expect(isNearLimit(record, records)).toBe(expected);
  });
});

/** An event that was repeated within an hour. */
function repeated(count: number, uid = `event-${(sequence += 1)}`): EventRecord {
  const hourAgo = new Date(END - 12 * REFILL_MS).toISOString();
  return event(0, { count: String(count), first_seen: hourAgo, event_uid: uid });
}

function earlier(minutes: number): (record: EventRecord) => EventRecord {
  return (record) => ({ ...record, timeMs: record.timeMs - minutes * 60 * SECOND });
}
