import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Entry } from '@kubernetes-events/event';
import fc from 'fast-check';
import { readCheckpoint, readSchedule, writeCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { type LabelChange, type LabelSchedule } from '../src/stream-labels/schedule.ts';
import { NOTICE_MS, StreamLabels } from '../src/stream-labels/stream-labels.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-26T10:20:00Z');
const LABELS = ['_host', '_namespace', '_type', '_kind'];

/** A collector's labels, with a clock that only moves when the test says so. */
class Rig {
  nowMs: number;
  readonly changes: LabelChange[] = [];
  readonly labels: StreamLabels;

  constructor(
    policy: 'fixed' | 'adaptive',
    schedule: LabelSchedule = [],
    nowMs = START,
    { labels = LABELS, follows = {} }: { labels?: readonly string[]; follows?: Record<string, string> } = {}
  ) {
    this.nowMs = nowMs;
    const clock = { wallMs: () => this.nowMs, monotonicMs: () => this.nowMs };
    this.labels = new StreamLabels({
      policy,
      labels,
      follows,
      schedule,
      clock,
      changed: (change) => this.changes.push(change),
    });
  }

  /** An hour's events, evenly over hosts and namespaces: each with each if the numbers have no common divisor. */
  hour({ events, hosts, namespaces }: Record<'events' | 'hosts' | 'namespaces', number>): this {
    const startMs = this.nowMs;
    for (let at = 0; at < events; at++) {
      this.nowMs = startMs + Math.floor((at * HOUR) / events);
      this.labels.place(entryAt(this.nowMs, `n${at % hosts}`, `team-${at % namespaces}`));
    }
    this.nowMs = startMs + HOUR;
    this.labels.place(entryAt(this.nowMs));
    return this;
  }

  get last(): LabelChange | undefined {
    return this.labels.schedule.at(-1);
  }
}

function entryAt(ms: number, host = 'n0', namespace = 'team-0'): Entry {
  const labels = {
    service_name: 'kubernetes-events',
    _host: host,
    _namespace: namespace,
    _type: 'Normal',
    _kind: 'Pod',
  };
  return { labels, timestampNs: BigInt(ms) * 1_000_000n, line: 'line', metadata: { reason: 'Test' } };
}

describe('adaptive labels', () => {
  it('stay as they are in a small cluster, however few events there are', () => {
    for (const events of [1, 50, 5_000]) {
      assert.deepEqual(new Rig('adaptive').hour({ events, hosts: 5, namespaces: 19 }).labels.schedule, []);
    }
  });

  it('stay as they are while their streams fill chunks', () => {
    const rig = new Rig('adaptive').hour({ events: 100 * 220, hosts: 20, namespaces: 11 });
    assert.deepEqual(rig.labels.schedule, []);
  });

  it('move the widest one alone if that fills the streams', () => {
    const rig = new Rig('adaptive').hour({ events: 40_000, hosts: 51, namespaces: 20 });
    assert.deepEqual(rig.last?.moved, ['_host']);
  });

  it('move as many as it takes, the widest first', () => {
    const rig = new Rig('adaptive').hour({ events: 8_000, hosts: 20, namespaces: 401 });
    assert.deepEqual(rig.last?.moved, ['_namespace']);
    const more = new Rig('adaptive').hour({ events: 8_000, hosts: 151, namespaces: 149 });
    assert.deepEqual([...(more.last?.moved ?? [])].sort(), ['_host', '_namespace']);
  });

  it('keep the namespace, though it is wider, if the host alone will do', () => {
    const rig = new Rig('adaptive').hour({ events: 40_000, hosts: 31, namespaces: 40 });
    assert.deepEqual(rig.last?.moved, ['_host']);
  });

  it('never move the kind and the type, by which readers find streams', () => {
    const rig = new Rig('adaptive');
    for (let at = 0; at < 20_000; at++) {
      const entry = entryAt(rig.nowMs);
      rig.labels.place({ ...entry, labels: { ...entry.labels, _kind: `k${at}`, _type: `t${at}`, _host: `n${at}` } });
    }
    rig.nowMs += HOUR;
    rig.labels.place(entryAt(rig.nowMs));
    assert.deepEqual([...(rig.last?.moved ?? [])].sort(), ['_host', '_namespace']);
  });

  it('do not judge by events that were there before the collector', () => {
    const rig = new Rig('adaptive');
    for (let at = 0; at < 20_000; at++) {
      rig.labels.place(entryAt(START - HOUR, `n${at % 300}`));
    }
    rig.nowMs += HOUR;
    rig.labels.place(entryAt(rig.nowMs));
    assert.deepEqual(rig.labels.schedule, []);
  });

  it('come back only if streams would be twice as full as they have to be', () => {
    const schedule = [{ from: '2026-11-26T09:00:00.000Z', moved: ['_host'] }];
    const full = { hosts: 20, namespaces: 11 };
    assert.deepEqual(new Rig('adaptive', schedule).hour({ events: 150 * 220, ...full }).labels.schedule, schedule);
    assert.deepEqual(new Rig('adaptive', schedule).hour({ events: 210 * 220, ...full }).last?.moved, []);
  });

  it('change at a full hour, at least the notice after the newest entry', () => {
    const rig = new Rig('adaptive').hour({ events: 40_000, hosts: 51, namespaces: 20 });
    assert.equal(rig.last?.from, '2026-11-26T12:00:00.000Z');
    const ahead = new Rig('adaptive');
    ahead.labels.place(entryAt(START + 3 * HOUR));
    ahead.hour({ events: 40_000, hosts: 51, namespaces: 20 });
    assert.ok(Date.parse(ahead.last?.from ?? '') >= START + 3 * HOUR + NOTICE_MS);
  });

  it('are decided once an hour, and not again while a change is still to come', () => {
    const rig = new Rig('adaptive').hour({ events: 40_000, hosts: 51, namespaces: 20 });
    const [first] = rig.changes;
    rig.labels.place(entryAt(rig.nowMs + 60_000, 'n1'));
    assert.deepEqual(rig.labels.schedule, [first]);
    rig.hour({ events: 1_000, hosts: 5, namespaces: 2 });
    assert.deepEqual(rig.last?.moved, []);
    assert.ok(Date.parse(rig.last.from) >= Date.parse(first!.from) + HOUR);
  });
});

describe('adaptive labels with the names of another program', () => {
  const follows = { namespace: '_namespace', level: '_type' };
  const labels = [...LABELS, 'namespace', 'level'];
  const withNames = (entry: Entry): Entry => {
    const { _namespace = '', _type = '' } = entry.labels;
    return { ...entry, labels: { ...entry.labels, namespace: _namespace, level: _type } };
  };

  it('are decided as without those names, which move with ours', () => {
    const volume = { events: 8_000, hosts: 151, namespaces: 149 };
    const usual = new Rig('adaptive').hour(volume);
    const rig = new Rig('adaptive', [], START, { labels, follows }).hour(volume);
    assert.deepEqual(rig.labels.schedule, usual.labels.schedule);
    const later = Date.parse(rig.last!.from);
    assert.deepEqual(rig.labels.place(withNames(entryAt(later))), {
      ...entryAt(later),
      labels: { service_name: 'kubernetes-events', _type: 'Normal', _kind: 'Pod', level: 'Normal' },
      metadata: { _host: 'n0', _namespace: 'team-0', namespace: 'team-0', reason: 'Test' },
    });
  });

  it('move what earlier terms have moved under our names alone', () => {
    const schedule = [{ from: '2026-11-26T09:00:00.000Z', moved: ['_namespace'] }];
    const rig = new Rig('adaptive', schedule, START, { labels, follows });
    assert.equal(rig.labels.place(withNames(entryAt(START))).labels.namespace, undefined);
  });

  it('never move a name of the type, though ours is no label', () => {
    const rig = new Rig('adaptive', [], START, { labels: ['_kind', 'level', 'namespace'], follows });
    for (let at = 0; at < 20_000; at++) {
      const { labels: all, ...entry } = entryAt(rig.nowMs);
      rig.labels.place({ ...entry, labels: { ...all, level: `l${at % 200}`, namespace: `n${at % 300}` } });
    }
    rig.nowMs += HOUR;
    rig.labels.place(entryAt(rig.nowMs));
    assert.deepEqual(rig.last?.moved, ['namespace']);
  });
});

describe('the stream of an entry', () => {
  const schedule = [
    { from: '2026-11-26T12:00:00.000Z', moved: ['_host'] },
    { from: '2026-11-26T14:00:00.000Z', moved: [] },
  ];

  it('follows from its own time, to the nanosecond', () => {
    const { labels } = new Rig('adaptive', schedule);
    const noon = BigInt(Date.parse('2026-11-26T12:00:00Z')) * 1_000_000n;
    const before = labels.place({ ...entryAt(0), timestampNs: noon - 1n });
    const after = labels.place({ ...entryAt(0), timestampNs: noon });
    assert.equal(before.labels._host, 'n0');
    assert.equal(after.labels._host, undefined);
    assert.deepEqual(after.metadata, { _host: 'n0', reason: 'Test' });
    assert.equal(labels.place(entryAt(Date.parse('2026-11-26T14:00:00Z'))).labels._host, 'n0');
    assert.equal(labels.place({ ...entryAt(0), timestampNs: 0n }).labels._host, 'n0');
  });

  it('is the same by the next leader, which has the checkpoint, whatever that one decides', () => {
    const first = new Rig('adaptive').hour({ events: 40_000, hosts: 51, namespaces: 20 });
    const text = writeCheckpoint({ '*': { version: '7' } }, first.labels.schedule);
    const next = new Rig('adaptive', readSchedule(text), first.nowMs).hour({ events: 1_000, hosts: 5, namespaces: 2 });
    fc.assert(
      fc.property(fc.integer({ min: START, max: first.nowMs + NOTICE_MS }), (ms) => {
        assert.deepEqual(next.labels.place(entryAt(ms)), first.labels.place(entryAt(ms)));
      })
    );
    assert.deepEqual(readCheckpoint(text), { '*': { version: '7' } });
  });

  it('has its labels back, from a time on, once the policy is fixed', () => {
    const moved = schedule.slice(0, 1);
    const { labels, last } = new Rig('fixed', moved, Date.parse('2026-11-26T12:30:00Z'));
    assert.deepEqual(last, { from: '2026-11-26T13:00:00.000Z', moved: [] });
    assert.equal(labels.place(entryAt(Date.parse('2026-11-26T12:45:00Z'))).labels._host, undefined);
    assert.equal(labels.place(entryAt(Date.parse('2026-11-26T13:00:00Z'))).labels._host, 'n0');
    assert.deepEqual(new Rig('fixed', [...moved, last], START).changes, []);
  });

  it('has all labels if the checkpoint has no schedule that can be read', () => {
    const broken = ['', '{', '{"/labels":7}', '{"/labels":{"changes":[{"from":"noon","moved":["_host"]}]}}'];
    assert.deepEqual(broken.map(readSchedule), [[], [], [], []]);
  });
});
