import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type Entry,
  entryOf,
  type Event,
  type EventRecord,
  isIdOf,
  readLine,
  recordOf,
  spellTime,
} from '../src/index.ts';

const FORMATS = ['flat', 'json', 'logfmt'] as const;

/** Entries that version 1 wrote of an event, one in each format. */
const version1 = JSON.parse(readFileSync(new URL('data/version-1.json', import.meta.url), 'utf8')) as {
  event: Event;
  entries: Array<Omit<Entry, 'timestampNs'> & { timestampNs: string }>;
};

const FURTHER = { workload: 'Deployment/kubernetes-dashboard' };
const BACK_OFF: Event = {
  metadata: {
    name: 'web-1.18ea7b',
    namespace: 'shop',
    uid: 'b1c5f0de-0000-4000-8000-000000000001',
    resourceVersion: '4711',
    creationTimestamp: '2026-11-26T10:00:00Z',
  },
  involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'a7d2', apiVersion: 'v1' },
  reason: 'BackOff',
  message: 'Back-off restarting failed container web',
  source: { component: 'kubelet', host: 'n1' },
  firstTimestamp: '2026-11-26T10:00:00Z',
  lastTimestamp: '2026-11-26T10:00:00Z',
  count: 1,
  type: 'Warning',
};

const readBack = ({ timestampNs, line, labels, metadata }: Omit<Entry, 'timestampNs'> & { timestampNs: unknown }) =>
  recordOf({ timestampNs: String(timestampNs), line, labels: { ...labels, ...metadata } });

/** All of a record but how it was stored. */
function meaningOf({ line, labels, format, shape, service, id, ...rest }: EventRecord): Partial<EventRecord> {
  assert.ok(line && labels && format && shape && service !== undefined && id);
  return rest;
}

describe('an entry', () => {
  it('has in its metadata what queries filter and count by, and nothing else', () => {
    assert.deepEqual(entryOf(BACK_OFF, 1).metadata, {
      increment: '1',
      reason: 'BackOff',
      name: 'web-1',
      component: 'kubelet',
      level: 'warn',
    });
  });

  it('has the count in its metadata once there is more than one occurrence', () => {
    assert.equal(entryOf({ ...BACK_OFF, count: 7 }, 2).metadata.count, '7');
    assert.equal(entryOf({ ...BACK_OFF, count: null, series: { count: 9 } }, 2).metadata.count, '9');
  });

  for (const format of FORMATS) {
    it(`has uids and the version once, in the line, if the format is ${format}`, () => {
      const { line, metadata } = entryOf(BACK_OFF, 1, { format, eventUid: true });
      const stored = [line, ...Object.values(metadata)].join(' ');
      for (const value of [BACK_OFF.metadata?.uid, 'a7d2', '4711']) {
        assert.equal(stored.split(String(value)).length, 2, `${value} in ${stored}`);
      }
    });

    it(`of version 1 and of the present one reads as the same event, if the format is ${format}`, () => {
      const old = version1.entries[FORMATS.indexOf(format)]!;
      const present = entryOf(version1.event, 3, { format, eventUid: true }, FURTHER);
      assert.deepEqual(meaningOf(readBack(old)), meaningOf(readBack(present)));
      assert.equal(readBack(old).format, format);
      const record = readBack({ ...old, line: present.line, metadata: present.metadata });
      const { timestampNs, eventUid, resourceVersion } = record;
      assert.equal(readBack(old).id, record.id);
      assert.equal(readBack({ ...old, line: entryOf(version1.event, 3, { format }).line }).id, record.id);
      assert.ok(isIdOf(record, record.id) && isIdOf(record, `${timestampNs}/${eventUid}/${resourceVersion}`));
      assert.ok(!isIdOf(record, `${timestampNs}/another/${resourceVersion}`));
    });

    it(`has the uid of an event that says nothing else, if the format is ${format}`, () => {
      const { line, timestampNs, labels, metadata } = entryOf({ metadata: { uid: 'u-1' } }, 1, { format });
      assert.equal(readBack({ line, timestampNs, labels, metadata }).eventUid, 'u-1');
    });

    it(`reads back from its line and time alone, if the format is ${format}`, () => {
      const { line, timestampNs, labels, metadata } = entryOf(version1.event, 3, { format }, FURTHER);
      const whole = meaningOf(readBack({ line, timestampNs, labels, metadata }));
      const alone = meaningOf(readBack({ line, timestampNs, labels: {}, metadata: {} }));
      assert.deepEqual(alone, { ...whole, workload: '', increment: 1 });
    });
  }
});

describe('the flat line of an entry', () => {
  it('has no time that the entry has', () => {
    const { line } = entryOf(BACK_OFF, 1);
    assert.match(
      line,
      /CreationTimestamp:=FirstTimestamp, .*FirstTimestamp\.Time:=LastTimestamp, LastTimestamp\.Time:=EntryTime, /
    );
  });

  it('has of the name what the object and the times lack', () => {
    const second = BigInt(Date.parse(BACK_OFF.firstTimestamp!)) * 1_000_000n;
    const named = (ns: bigint, object = 'web-1'): Event => ({
      ...BACK_OFF,
      metadata: { ...BACK_OFF.metadata, name: `${object}.${ns.toString(16)}` },
    });
    assert.match(entryOf(named(second + 0x1c9f2d2n), 1).line, /^Name:=\.1c9f2d2, Namespace:shop, /);
    for (const whole of [named(second - 1n), named(second + 1_000_000_000n), named(second, 'web-2'), BACK_OFF]) {
      assert.match(entryOf(whole, 1).line, /^Name:web-\d\.18[0-9a-f]+, /);
    }
    for (const event of [named(second), named(second + 0x1c9f2d2n), named(second + 999_999_999n), named(second - 1n)]) {
      const { line, timestampNs } = entryOf(event, 1);
      assert.equal(readLine(line, timestampNs).event.metadata?.name, event.metadata?.name);
    }
  });

  it('has the uid of the Event only if that is asked for', () => {
    assert.doesNotMatch(entryOf(BACK_OFF, 1).line, /b1c5f0de/);
    assert.match(entryOf(BACK_OFF, 1, { eventUid: true }).line, /, UID:b1c5f0de-0000-4000-8000-000000000001, /);
  });

  it('satisfies line filters on the fields of the event', () => {
    const { line } = entryOf(BACK_OFF, 1);
    for (const filter of [
      'Kind:Pod, ',
      'Reason:BackOff, ',
      'Name:web-1, ',
      'Type:Warning, ',
      'Host:n1, ',
      ' failed container',
    ]) {
      assert.ok(line.includes(filter), `${filter} in ${line}`);
    }
  });

  it('reads back with all times of the event, whichever it has', () => {
    const times = [
      '2026-11-26T10:00:00Z',
      '2026-11-26T10:00:09Z',
      '2026-11-26T10:00:00.123456Z',
      '2026-11-26T10:00:00.000123Z',
      '2026-11-26T11:00:00+01:00',
    ];
    const time = fc.option(fc.constantFrom(...times), { nil: undefined });
    const name = fc.constantFrom('e', 'web-1.18ea7b5b73a82baa', 'web-1.18bb6a54a8280009', 'web-1.0000000000000001');
    const events = fc.record({ name, created: time, first: time, last: time, eventTime: time, series: time });
    fc.assert(
      fc.property(events, ({ name, created, first, last, eventTime, series }) => {
        const event: Event = {
          metadata: { name, resourceVersion: '4711', ...(created && { creationTimestamp: created }) },
          involvedObject: { kind: 'Pod', name: 'web-1' },
          reason: 'Test',
          ...(first && { firstTimestamp: first }),
          ...(last && { lastTimestamp: last }),
          ...(eventTime && { eventTime }),
          ...(series && { series: { count: 2, lastObservedTime: series } }),
        };
        const { line, timestampNs } = entryOf(event, 1);
        assert.deepEqual(readLine(line, timestampNs).event, event);
        const elsewhere = timestampNs + 3_600_000_000_001n;
        assert.deepEqual(readLine(spellTime(line, timestampNs), elsewhere).event, event);
      }),
      { numRuns: 1000 }
    );
  });
});
