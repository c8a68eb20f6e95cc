import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Entry, entryOf, formatLine, PRESETS, readLine, withStaticLabels } from '@kubernetes-events/event';
import fc from 'fast-check';
import { type Changes, countedBytes, fit } from '../src/delivery/loki/fit.ts';
import { OPENS_MANY, StreamGuard } from '../src/delivery/loki/guard.ts';
import { streamOf } from '../src/delivery/loki/encode.ts';
import { type LimitName, TenantLimits } from '../src/delivery/loki/limits.ts';
import { cut, shorten } from '../src/delivery/loki/shorten.ts';
import { entry, item, OWN_NS, RECORDED_NS } from './items.ts';

const EVENT = {
  metadata: { name: 'web.1', namespace: 'shop', uid: 'u-1', resourceVersion: '7' },
  involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web' },
  reason: 'BackOff',
  message: '"quoted" and long '.repeat(100),
  type: 'Warning',
  count: 4,
  source: { component: 'kubelet', host: 'node-1' },
};
const NOW_NS = OWN_NS + 60_000_000_000n;

function fitted(
  limits: Partial<Record<LimitName, number>>,
  changes: Partial<Changes> = {},
  original = entryOf(EVENT, 3),
  guard = new StreamGuard(100)
) {
  const known = new TenantLimits();
  for (const [name, value] of Object.entries(limits)) {
    known.learn(name as LimitName, value, 0);
  }
  const all = { time: 'own', stampNs: undefined, bare: false, lineBytes: Infinity, ...changes } as const;
  const clock = { nowNs: NOW_NS, nowMs: 0 };
  return fit(item(1, { ...original, timestampNs: OWN_NS }), { ...all }, known, guard, clock);
}

describe('fitting an entry to limits', () => {
  it('leaves an entry that is within all limits as it is', () => {
    const original = entry();
    assert.equal(
      fit(item(1), { ...CHANGES }, new TenantLimits(), new StreamGuard(9), { nowNs: 0n, nowMs: 0 }).line,
      original.line
    );
    assert.deepEqual(fitted({}, {}, original), original);
  });

  it('keeps within any combination of limits, and fits its own result no further', () => {
    const limit = (min: number, max: number) => fc.option(fc.integer({ min, max }), { nil: undefined });
    const limits = fc.record({
      'metadata fields': limit(0, 10),
      'metadata bytes': limit(0, 300),
      'label names': limit(1, 8),
      'line bytes': limit(300, 2_000),
      age: limit(1, 120_000),
      streams: limit(0, 3),
    });
    fc.assert(
      fc.property(limits, (some) => {
        const known = Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined));
        const one = fitted(known);
        assert.deepEqual(fitted(known), one);
        const { 'metadata fields': fields = 99, 'metadata bytes': bytes = 9_999 } = some;
        assert.ok(Object.keys(one.metadata).length <= fields);
        assert.ok(countedBytes({ ...one, line: '' }) <= bytes);
        assert.ok(Object.keys(one.labels).length <= (some['label names'] ?? 9));
        assert.ok(Buffer.byteLength(one.line) <= (some['line bytes'] ?? 99_999));
        assert.ok(NOW_NS - one.timestampNs <= BigInt(some.age ?? 1e9) * 1_000_000n);
      })
    );
  });

  it('keeps every fact in the line if the tenant has no metadata, also those of labels that were moved', () => {
    const { line, metadata, labels } = fitted({ 'metadata fields': 0, 'label names': 2 });
    const { event, format } = readLine(line, OWN_NS);
    assert.deepEqual(metadata, {});
    assert.equal(Object.keys(labels).length, 2);
    assert.equal(format, 'json');
    const { reason, message, type, source, involvedObject } = event;
    const { reason: r, message: m, type: t, source: s, involvedObject: o } = EVENT;
    assert.deepEqual(
      { reason, message, type, source, involvedObject },
      { reason: r, message: m, type: t, source: s, involvedObject: o }
    );
  });

  it('keeps labels that were moved first if only a few metadata fields are allowed', () => {
    const { metadata } = fitted({ 'metadata fields': 3, 'label names': 3 });
    assert.deepEqual(Object.keys(metadata).sort(), ['_host', '_namespace', 'increment']);
  });

  it('has groups that were in the metadata as labels if the tenant has no metadata, and before all else if it has little', () => {
    const whole = { ...entryOf(EVENT, 3), timestampNs: OWN_NS };
    const { _host = '', ...labels } = whole.labels;
    const moved = { ...whole, labels, metadata: { ...whole.metadata, _host } };
    const none = fitted({ 'metadata fields': 0 }, {}, moved);
    assert.deepEqual(none.labels, whole.labels);
    assert.deepEqual(none.metadata, {});
    assert.deepEqual(fitted({ 'metadata fields': 1 }, {}, moved).metadata, { _host });
    assert.deepEqual(fitted({}, {}, moved), moved);
  });

  it('moves names of another program before the groups, last that by which its queries find streams', () => {
    const preset = PRESETS['k8s-monitoring'];
    const staticLabels = withStaticLabels(preset, { cluster: 'eu' });
    const entry = entryOf(EVENT, 3, { labelPreset: 'k8s-monitoring', staticLabels });
    const guard = new StreamGuard(100, Object.keys(staticLabels), preset);
    const kept = (most: number): string[] =>
      Object.keys(fitted({ 'label names': most }, {}, entry, guard).labels).filter(
        (name) => name in preset.staticLabels
      );
    assert.deepEqual([kept(11), kept(7), kept(6), kept(5)], [['source', 'job'], ['source', 'job'], ['job'], []]);
    const { labels, metadata } = fitted({ 'label names': 5, 'metadata fields': 3 }, {}, entry, guard);
    assert.deepEqual(Object.keys(labels).sort(), ['_kind', '_namespace', '_type', 'cluster', 'service_name']);
    assert.deepEqual(Object.keys(metadata).sort(), ['_host', 'level', 'reason']);
  });

  it('uses the time of recording for an entry that is too old, and the time of the push if that is too old as well', () => {
    const recorded = fitted({}, { time: 'recorded' });
    assert.deepEqual(
      [recorded.timestampNs, recorded.metadata.event_time],
      [RECORDED_NS, '2023-11-14T22:13:20.000000000Z']
    );
    assert.equal(fitted({ age: 30_000 }).timestampNs, NOW_NS);
  });

  it('moves away from a clock that Loki refuses as too far ahead', () => {
    assert.equal(fitted({ ahead: 0 }, { time: 'push' }).timestampNs, NOW_NS - 60_000_000_000n);
    assert.equal(fitted({ ahead: -60_000 }, { time: 'push' }).timestampNs, NOW_NS - 120_000_000_000n);
  });
});

const CHANGES: Changes = { time: 'own', stampNs: undefined, bare: false, lineBytes: Infinity };

describe('shortening a line', () => {
  it('cuts between characters, within the limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 50 }), fc.integer({ min: 20, max: 60 }), (text, limit) => {
        const short = cut(text, limit);
        assert.ok(Buffer.byteLength(short) <= limit && text.startsWith(short.replace('… (cut)', '')));
      })
    );
  });

  for (const format of ['json', 'flat', 'logfmt'] as const) {
    it(`keeps a ${format} line readable: the message gets shorter, then fields that say little are left out`, () => {
      const event = { ...EVENT, message: '"\\é, '.repeat(2_000) };
      const long = formatLine(
        { ...event, metadata: { ...event.metadata, annotations: { a: 'b'.repeat(900) } } },
        format
      );
      for (const limit of [4_000, 1_000, 700]) {
        const line = shorten(long, limit, OWN_NS);
        const read = readLine(line, OWN_NS);
        assert.ok(Buffer.byteLength(line) <= limit, `${Buffer.byteLength(line)} > ${limit}`);
        assert.deepEqual([read.format, read.event.involvedObject?.name, read.event.reason], [format, 'web', 'BackOff']);
      }
    });
  }
});

describe('the stream guard', () => {
  const labels = (host: number): Entry['labels'] => ({ service_name: 's', _host: `h${host}`, _type: 'Normal' });
  const opened = (guard: StreamGuard, host: number, isFull = false, nowMs = 0): string[] => {
    const moved = guard.surplus(labels(host), isFull, nowMs);
    const rest = Object.fromEntries(Object.entries(labels(host)).filter(([name]) => !moved.includes(name)));
    guard.opened(streamOf(rest), 0n, nowMs);
    return moved;
  };

  it('moves the widest label of new combinations once there are too many, and leaves the known ones', () => {
    const guard = new StreamGuard(100);
    for (let host = 0; host < 6_000; host++) {
      opened(guard, host);
    }
    assert.ok(guard.streams <= 125, `${guard.streams}`);
    assert.deepEqual(opened(guard, 5), []);
    assert.deepEqual(opened(guard, 5_999), ['_host']);
  });

  it('has room again once streams were unused for long', () => {
    const guard = new StreamGuard(1);
    opened(guard, 1);
    assert.deepEqual(opened(guard, 2, false, 3 * 3_600_000), []);
  });

  it('does not count a stream that Loki has not taken', () => {
    const guard = new StreamGuard(1);
    guard.surplus(labels(1), false, 0);
    assert.equal(guard.streams, 0);
    guard.replan();
    assert.deepEqual(guard.surplus(labels(2), false, 0), []);
  });

  it('moves no label to open it if the entries may have been pushed before', () => {
    const guard = new StreamGuard(1_000);
    guard.opensFallback = false;
    const moved = Array.from({ length: 2 * OPENS_MANY }, (_, host) => guard.surplus(labels(host), false, 0));
    assert.deepEqual(moved.flat(), []);
  });

  it('opens the stream with the fewest labels among the first of many, so that any entry can fall back to it', () => {
    const guard = new StreamGuard(1_000);
    const moved = Array.from({ length: 2 * OPENS_MANY }, (_, host) => guard.surplus(labels(host), false, 0));
    assert.deepEqual(
      moved.map((names) => names.length).filter((count) => count > 0),
      [2]
    );
  });

  it('moves labels together that separate the same streams', () => {
    const guard = new StreamGuard(2, ['job'], PRESETS['k8s-monitoring']);
    const one = (namespace: string): Entry['labels'] => ({
      ...{ service_name: 's', job: 'j', _kind: 'Pod', _type: 'Normal', level: 'Info', reason: 'Pulled' },
      ...{ _namespace: namespace, namespace },
    });
    for (const namespace of ['a', 'b']) {
      assert.deepEqual(guard.surplus(one(namespace), false, 0), []);
      guard.opened(streamOf(one(namespace)), 0n, 0);
    }
    assert.deepEqual(guard.surplus(one('c'), false, 0), ['_namespace', 'namespace']);
    assert.deepEqual(guard.movable({ ...one('c'), k8s_object_kind: 'Pod' }).includes('_kind'), false);
  });

  it('moves no static label, as queries by it must find every entry', () => {
    const guard = new StreamGuard(1, ['team']);
    guard.opened(streamOf(labels(1)), 0n, 0);
    assert.deepEqual(guard.surplus({ ...labels(2), team: 'blue' }, true, 0).includes('team'), false);
    assert.deepEqual(guard.movable({ ...labels(2), team: 'blue' }), ['_host', '_type']);
  });

  it('tries no stream again that Loki had no room for, but others, which Loki may have from before', () => {
    const guard = new StreamGuard(1_000);
    guard.opened(streamOf({ service_name: 's' }), 0n, 0);
    guard.refused(streamOf(labels(1)));
    guard.refused(streamOf({ service_name: 's', _type: 'Normal' }));
    guard.refused(streamOf({ service_name: 's', _host: 'h1' }));
    assert.deepEqual(guard.surplus(labels(1), true, 0).sort(), ['_host', '_type']);
    assert.deepEqual(guard.surplus(labels(2), true, 0), []);
    guard.forgetRefused();
    assert.deepEqual(guard.surplus(labels(1), true, 0), []);
  });
});
