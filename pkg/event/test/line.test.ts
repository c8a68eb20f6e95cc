import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { entryOf, type Event, formatLine, nanosOf, readLine, recordOf } from '../src/index.ts';

const data = (name: string): string => readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8');
const sample = JSON.parse(data('event-2020.json')) as Event;
const rows = data('first-collector.jsonl')
  .trim()
  .split('\n')
  .map((row) => JSON.parse(row) as { event: Event; line: string });

describe('the flat line', () => {
  it("has the pairs of the sample in the order of the Event's fields", () => {
    assert.equal(
      formatLine(sample, 'flat'),
      'Name:kubernetes-dashboard-556b9ff8f8-gf6lg.163758b70d2070c1, Namespace:kube-system, ' +
        'SelfLink:/api/v1/namespaces/kube-system/events/kubernetes-dashboard-556b9ff8f8-gf6lg.163758b70d2070c1, ' +
        'UID:270a4ca9-e24c-4a40-b7e2-784352fd51ac, ResourceVersion:45897350, ' +
        'CreationTimestamp:2020-10-12 08:51:05 +0000 UTC, InvolvedObject.Kind:Pod, ' +
        'InvolvedObject.Namespace:kube-system, InvolvedObject.Name:kubernetes-dashboard-556b9ff8f8-gf6lg, ' +
        'InvolvedObject.UID:4f22e027-6a03-4ec1-8ce9-83850dd3d431, InvolvedObject.APIVersion:v1, ' +
        'InvolvedObject.ResourceVersion:39702943, InvolvedObject.FieldPath:spec.containers{kubernetes-dashboard}, ' +
        'Reason:Unhealthy, Message: Liveness probe failed: Get https://172.20.1.96:8443/: net/http: request canceled ' +
        '(Client.Timeout exceeded while awaiting headers), Component:kubelet, Host:node2, ' +
        'FirstTimestamp.Time:2020-09-23 07:22:15 +0000 UTC, LastTimestamp.Time:2020-10-12 08:51:05 +0000 UTC, ' +
        'Count:61, Type:Warning, '
    );
  });

  it("keeps each pair of the first collector's line, so that line filters for one still match", () => {
    for (const { event, line } of rows) {
      const ours = formatLine(event, 'flat');
      for (const pair of pairsOf(line)) {
        assert.ok(ours.includes(pair), `${pair} is not in ${ours}`);
      }
    }
  });

  it('trims quotes from the words of the message', () => {
    const message = 'Back-off pulling image "nginx:1.27" "a b" say"s" "":';
    assert.match(formatLine({ message }, 'flat'), /^Message: Back-off pulling image nginx:1\.27 a b say"s :, $/);
  });

  it('has the message whole in the metadata where it lost quotes, and only there', () => {
    const message = 'Back-off pulling image "nginx:1.27"';
    const { line, metadata } = entryOf({ message }, 1);
    assert.equal(metadata.message, message);
    assert.equal(recordOf({ timestampNs: '1', line, labels: metadata }).message, message);
    assert.equal(entryOf({ message: 'say "' }, 1).metadata.message, 'say "');
    assert.equal(entryOf({ message: 'no quotes, say"s' }, 1).metadata.message, undefined);
    assert.equal(entryOf({ message }, 1, { format: 'json' }).metadata.message, undefined);
  });

  it('is one line', () => {
    assert.equal(formatLine({ message: 'a\nb\r\nc' }, 'flat'), 'Message: a\\nb\\r\\nc, ');
  });
});

/** The pairs of a line of the first collector that we keep: not nil, zero, or of the object's own metadata. */
function pairsOf(line: string): string[] {
  const left = /^(?:Kind:Event|APIVersion:v1, Name|Generation|Deletion|ManagedFields|Series|Related|Time:0001|Count:0)/;
  const flat = line.replace(/ManagedFields:\[.*?\}\s*\}?\], /, '').replace('Kind:Event, APIVersion:v1, ', '');
  return flat
    .split(/, (?=[A-Z][A-Za-z]*:)/)
    .map((pair) => pair.replace(/, $/, ''))
    .filter((pair) => pair !== '' && !left.test(pair));
}

describe("the first collector's lines", () => {
  it('are read to the same record as ours', () => {
    for (const { event, line } of rows) {
      const entry = entryOf(event, 1, { eventUid: true });
      const timestampNs = String(entry.timestampNs);
      const labels = { _type: entry.labels._type ?? '', _kind: entry.labels._kind ?? '' };
      const old = recordOf({ timestampNs, line, labels });
      const ours = recordOf({ timestampNs, line: entry.line, labels: { ...entry.labels, ...entry.metadata } });
      if (event.series) {
        // It wrote a series as a Go struct, and the count of zero beside it.
        old.count = ours.count;
      }
      // Go prints a time without the zeros at its end.
      const seen = { firstSeen: String(nanosOf(ours.firstSeen)), line: '', labels: {} };
      assert.equal(String(nanosOf(old.firstSeen)), seen.firstSeen);
      assert.deepEqual({ ...old, ...seen, service: ours.service }, { ...ours, ...seen });
    }
  });
});

describe('logfmt', () => {
  it("reads Alloy's lines", () => {
    const line =
      'name=web-1 kind=Pod objectAPIversion=v1 objectRV=12 eventRV=34 reportingcontroller=kubelet sourcecomponent=kubelet ' +
      'sourcehost=n1 reason=BackOff type=Warning count=14 msg="Back-off \\"x\\" of web "';
    const record = recordOf({ timestampNs: '1700000000000000000', line, labels: { namespace: 'shop' } });
    assert.equal(record.format, 'logfmt');
    assert.deepEqual(
      [record.name, record.kind, record.host, record.reason, record.type, record.count, record.message],
      ['web-1', 'Pod', 'n1', 'BackOff', 'Warning', 14, 'Back-off "x" of web ']
    );
  });
});

describe('JSON', () => {
  it("reads Alloy's lines", () => {
    const line = '{"msg":"m","name":"web-1","kind":"Pod","reason":"BackOff","type":"Warning","count":3}';
    const record = recordOf({ timestampNs: '1700000000000000000', line, labels: {} });
    assert.deepEqual([record.format, record.name, record.message, record.count], ['json', 'web-1', 'm', 3]);
  });
});

describe('any other line', () => {
  for (const line of ['', 'hello', '{"a":1}', '{broken', 'level=info msg="no event"', 'Key:1', ', , ,']) {
    it(`${JSON.stringify(line)} is its own message`, () => {
      assert.deepEqual(readLine(line, 0n), { event: { message: line }, format: 'other' });
    });
  }
});

const HOSTILE = [
  'quotes " \' ` and ""',
  'back\\slash \\n \\',
  'line\nbreaks\r\n',
  'control \u0000\u0001\u001b[31m\u007f',
  'emoji 🚀👩‍💻',
  'rtl \u202eabc\u202c שלום',
  ', Kind:Pod, Namespace:evil, Message: x, ',
  ', Reason\\:x, Type:Warning',
  'LogQL {a="b"} |= `x` $__interval ${__from} {{ .x }}',
  'name=web kind=Pod msg="x"',
  '<b>&amp;</b> %s %d \ud800',
  '  two  spaces  ',
];

describe('hostile text', () => {
  const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }), fc.string());
  const filled = hostile.filter((value) => value !== '');
  const maybe = fc.option(hostile, { nil: undefined });
  const events = fc.record(
    {
      metadata: fc.record(
        { name: hostile, namespace: maybe, uid: maybe, resourceVersion: maybe },
        { requiredKeys: ['name'] }
      ),
      involvedObject: fc.record({ kind: filled, name: maybe, namespace: maybe, fieldPath: maybe, uid: maybe }),
      reason: filled,
      message: hostile,
      source: fc.record({ component: maybe, host: maybe }),
      type: maybe,
      action: maybe,
      reportingComponent: maybe,
      reportingInstance: maybe,
      count: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
    },
    { requiredKeys: ['involvedObject', 'reason'] }
  );

  for (const format of ['flat', 'json', 'logfmt'] as const) {
    it(`in any field of a ${format} line reads back`, () => {
      fc.assert(
        fc.property(events, (event) => {
          const line = formatLine(event as Event, format);
          assert.equal(line.isWellFormed(), true);
          if (format !== 'json') {
            assert.doesNotMatch(line, /[\n\r]/);
          }
          const read = readLine(line, 0n);
          const well = (value: string | null | undefined): string => (value ?? '').toWellFormed();
          assert.equal(read.format, format);
          assert.equal(well(read.event.reason), well(event.reason));
          assert.equal(well(read.event.involvedObject?.name), well(event.involvedObject?.name));
          assert.equal(well(read.event.source?.component), well(event.source?.component));
          assert.equal(well(read.event.reportingInstance), well(event.reportingInstance));
          const message = well(event.message);
          assert.equal(well(read.event.message), format === 'flat' ? trimmed(message) : message);
        }),
        { numRuns: 2000 }
      );
    });
  }
});

const trimmed = (message: string): string =>
  message
    .split(/(\s+)/)
    .map((word) => word.replace(/^"+|"+$/g, ''))
    .join('');
