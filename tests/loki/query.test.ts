import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Entry, entryOf, type Event, fieldOf, type LineFormat, recordOf } from '../../pkg/event/src/index.ts';
import {
  countQuery,
  type EventQuery,
  type FieldName,
  identityOf,
  logQuery,
  objectQuery,
  parseFieldSelector,
} from '../../pkg/logql/src/index.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { count, find, push } from './loki.ts';

const frames = readFileSync(path.join(import.meta.dirname, '../../pkg/event/samples/watch-frames.jsonl'), 'utf8');
const kept = frames
  .trim()
  .split('\n')
  .map((frame) => (JSON.parse(frame) as { object: Event }).object);

const HOSTILE: Event[] = [
  'quotes " \' ` "x"',
  'back\\slash \\n \\d+ \\',
  'two\nlines\r\nand three',
  'control \u0000\u0001\u001b[31m',
  'emoji 🚀 and rtl \u202eabc\u202c שלום',
  ', Kind:Pod, Reason:x, Message: y, ',
  '{a="b"} |= `x` $__interval ${__from} {{ .reason }}',
  'a=b c="d" | json',
].map((message, at) => ({
  metadata: { name: `hostile-${at}`, namespace: 'hostile', uid: `uid-${at}`, resourceVersion: `${900_000 + at}` },
  involvedObject: { kind: 'Pod', name: message.slice(0, 20), namespace: 'hostile' },
  reason: 'Hostile',
  message,
  type: at % 2 ? 'Warning' : 'Normal',
  source: { component: message, host: `n${at}` },
  lastTimestamp: new Date().toISOString(),
}));
const events = [...kept, ...HOSTILE];

/** The field of an event as the API server selects by it. */
function selected(event: Event, field: FieldName): string {
  switch (field) {
    case 'source':
      return fieldOf(event, 'source.component') || fieldOf(event, 'reportingComponent');
    default:
      return fieldOf(event, field);
  }
}

const recordField = (event: Event, field: 'reason' | 'name' | 'component'): string =>
  (field === 'reason'
    ? event.reason
    : field === 'name'
      ? event.involvedObject?.name
      : event.source?.component || event.reportingComponent) ?? '';

describe('what is asked of a real Loki', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'loki-test-'));
  let stack: Stack;
  before(async () => {
    stack = await startStack({ name: 'loki', data, only: ['loki'] });
  });
  after(async () => {
    await stack.down();
    rmSync(data, { recursive: true, force: true });
  });

  for (const format of ['flat', 'json', 'logfmt'] as const satisfies LineFormat[]) {
    describe(`of ${format} lines`, () => {
      const base = [{ label: 'test', op: '=' as const, value: format }];
      const names = async (query: EventQuery): Promise<string[]> =>
        (await find(stack.lokiUrl, logQuery({ base, ...query })))
          .map((found) => recordOf(found).resourceVersion)
          .sort();
      const expected = (holds: (event: Event) => boolean): string[] =>
        events
          .filter(holds)
          .map(({ metadata }) => metadata?.resourceVersion ?? '')
          .sort();

      before(async () => {
        const now = BigInt(Date.now()) * 1_000_000n;
        const entries = events.map((event, at) => ({
          ...entryOf(event, at % 3, { format, eventUid: true, staticLabels: { test: format } }),
          // The times in the data are of the day it was taken on.
          timestampNs: now - BigInt(events.length - at) * 1_000_000n,
        }));
        await push(stack.lokiUrl, entries);
      });

      it('finds every one, and reads it back', async () => {
        const found = (await find(stack.lokiUrl, logQuery({ base }))).map(recordOf);
        assert.equal(found.length, events.length);
        for (const event of HOSTILE) {
          const record = found.find(({ eventUid }) => eventUid === event.metadata?.uid);
          assert.equal(record?.message, event.message);
          assert.equal(record?.component, event.source?.component);
          assert.equal(record?.name, event.involvedObject?.name);
          assert.equal(record?.format, format);
        }
      });

      const selectors = [
        'type=Warning',
        'type!=Normal',
        'involvedObject.kind!=Pod',
        'involvedObject.kind=Node,involvedObject.name=node-k1',
        'reason=FailedScheduling',
        'reason!=Created,type=Normal',
        'involvedObject.namespace=shop',
        'involvedObject.namespace!=shop',
        'involvedObject.namespace=',
        'involvedObject.resourceVersion=210889',
        'involvedObject.resourceVersion!=210889',
        'involvedObject.fieldPath=',
        'involvedObject.apiVersion=apps/v1',
        'involvedObject.uid!=',
        'reportingComponent=deployment-controller',
        'reportingComponent!=deployment-controller',
        'reportingComponent=',
        'source=kwok_controller',
        'source=',
        'metadata.namespace=default',
        'metadata.name=web.18ea7b5b73a82baa',
      ];
      for (const text of selectors) {
        it(`selects by ${text} as the API server does`, async () => {
          const parsed = parseFieldSelector(text);
          assert.ok(parsed.ok);
          const holds = (event: Event): boolean =>
            parsed.selector.every(({ field, value, exclude }) => (selected(event, field) === value) !== exclude);
          assert.deepEqual(await names({ fieldSelector: parsed.selector }), expected(holds));
        });
      }

      it('filters by hostile values', async () => {
        for (const { involvedObject } of HOSTILE) {
          const name = involvedObject?.name ?? '';
          const filter = { field: 'name', values: [name], exclude: false };
          assert.deepEqual(
            await names({ filters: [filter] }),
            expected((event) => event.involvedObject?.name === name)
          );
        }
        const values = HOSTILE.map(({ involvedObject }) => involvedObject?.name ?? '');
        assert.deepEqual(
          await names({ filters: [{ field: 'name', values, exclude: true }] }),
          expected((event) => !values.includes(event.involvedObject?.name ?? ''))
        );
      });

      const inLines: Array<[field: string, path: string]> = [
        ['object_uid', 'involvedObject.uid'],
        ['api_version', 'involvedObject.apiVersion'],
        ['instance', 'reportingInstance'],
        ['event', 'metadata.name'],
        ['event_uid', 'metadata.uid'],
        ['resource_version', 'metadata.resourceVersion'],
      ];
      for (const [field, path] of inLines) {
        it(`filters by ${field}, which only the line has`, async () => {
          const values = [...new Set(events.map((event) => fieldOf(event, path)))].filter(Boolean).slice(0, 2);
          assert.ok(values.length > 0);
          for (const exclude of [false, true]) {
            for (const wanted of [values, [''], values.slice(0, 1)]) {
              assert.deepEqual(
                await names({ filters: [{ field, values: wanted, exclude }] }),
                expected((event) => wanted.includes(fieldOf(event, path)) !== exclude),
                `${field} ${exclude ? 'none' : 'one'} of ${JSON.stringify(wanted)}`
              );
            }
          }
        });
      }

      it('filters by none of a label', async () => {
        const holds = (event: Event): boolean => fieldOf(event, 'host') === '';
        const filter = { field: '_host', values: [''], exclude: false };
        assert.deepEqual(await names({ filters: [filter] }), expected(holds));
        assert.deepEqual(
          await names({ filters: [{ ...filter, exclude: true }] }),
          expected((event) => !holds(event))
        );
      });

      it('counts occurrences and entries', async () => {
        const occurrences = events.reduce((sum, _, at) => sum + (at % 3), 0);
        const ask = (what: 'occurrences' | 'entries') => countQuery({ base }, { by: ['_kind'], window: '1h', what });
        assert.equal(await count(stack.lokiUrl, ask('occurrences')), occurrences);
        assert.equal(await count(stack.lokiUrl, ask('entries')), events.length);
      });
    });
  }

  it('filters by one of several values that begin alike, and by nothing that has them in it', async () => {
    const now = BigInt(Date.now()) * 1_000_000n;
    const labels = { _kind: 'Pod', test: 'alike' };
    const names = ['', 'web', 'web-7', 'web-7-x', 'x-web', 'node', 'node-1', 'node-2', 'node-10'];
    await push(
      stack.lokiUrl,
      names.map((name, at) => ({
        labels,
        timestampNs: now - BigInt(at),
        line: `line ${name}`,
        metadata: (name ? { name } : {}) as Entry['metadata'],
      }))
    );
    const base = [{ label: 'test', op: '=' as const, value: 'alike' }];
    for (const values of [
      ['web', 'web-7'],
      ['web-7', 'web'],
      ['', 'web'],
      ['node-1', 'node-2'],
      ['node', 'web'],
      ['web-7-x', 'web-8', 'node-10'],
    ]) {
      for (const exclude of [false, true]) {
        const query = logQuery({ base, filters: [{ field: 'name', values, exclude }] });
        const found = (await find(stack.lokiUrl, query)).map(({ line }) => line.slice('line '.length));
        assert.deepEqual(found.sort(), names.filter((name) => values.includes(name) !== exclude).sort(), query);
      }
    }
  });

  it("counts another collector's lines once each", async () => {
    const now = BigInt(Date.now()) * 1_000_000n;
    const labels = { _kind: 'Pod', test: 'other' };
    await push(stack.lokiUrl, [
      { labels, timestampNs: now, line: 'Kind:Pod, Name:a, Reason:x, ', metadata: {} },
      { labels, timestampNs: now + 1n, line: 'Kind:Pod, Name:b, Reason:x, ', metadata: {} },
    ]);
    const base = [{ label: 'test', op: '=' as const, value: 'other' }];
    assert.equal(await count(stack.lokiUrl, countQuery({ base }, { window: '1h', what: 'occurrences' })), 2);
  });

  it('finds the entries of version 1 by the fields that they have in the metadata as well', async () => {
    const file = path.join(import.meta.dirname, '../../pkg/event/test/data/version-1.json');
    const { entries } = JSON.parse(readFileSync(file, 'utf8')) as { entries: Entry[] };
    const now = BigInt(Date.now()) * 1_000_000n;
    await push(
      stack.lokiUrl,
      entries.map(({ labels, ...entry }, at) => ({
        ...entry,
        labels: { ...labels, test: 'version 1' },
        timestampNs: now + BigInt(at),
      }))
    );
    const base = [{ label: 'test', op: '=' as const, value: 'version 1' }];
    const found = (await find(stack.lokiUrl, logQuery({ base }))).map(recordOf);
    assert.equal(found.length, entries.length);
    const { objectUid, apiVersion, instance, event, eventUid, resourceVersion } = found[0]!;
    const values = { object_uid: objectUid, api_version: apiVersion, instance, event, event_uid: eventUid };
    for (const [field, value] of Object.entries({ ...values, resource_version: resourceVersion })) {
      const query = logQuery({ base, filters: [{ field, values: [value], exclude: false }] });
      assert.equal((await find(stack.lokiUrl, query)).length, entries.length, query);
    }
  });

  it("filters and counts the first collector's lines by values of the line", async () => {
    const frames = readFileSync(
      path.join(import.meta.dirname, '../../pkg/event/test/data/first-collector.jsonl'),
      'utf8'
    );
    const rows = frames
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row) as { event: Event; line: string });
    const now = BigInt(Date.now()) * 1_000_000n;
    await push(
      stack.lokiUrl,
      rows.flatMap(({ event, line }, at) => [
        { labels: { _kind: 'Pod', test: 'old' }, timestampNs: now + BigInt(at), line, metadata: {} },
        { ...entryOf(event, 1, { staticLabels: { test: 'old' } }), timestampNs: now + BigInt(at) },
      ])
    );
    const base = [{ label: 'test', op: '=' as const, value: 'old' }];
    for (const { event } of rows) {
      for (const field of ['reason', 'name', 'component'] as const) {
        const value = recordField(event, field);
        const query: EventQuery = {
          base,
          shapes: ['own', 'first'],
          filters: [{ field, values: [value], exclude: false }],
        };
        const same = rows.filter(({ event: other }) => recordField(other, field) === value).length;
        assert.equal((await find(stack.lokiUrl, logQuery(query))).length, 2 * same, `${field}=${value}`);
        const expression = countQuery(query, { by: [field], window: '1h', what: 'occurrences' });
        assert.equal(await count(stack.lokiUrl, expression), 2 * same, expression);
      }
    }
  });

  it("finds one object's events: in one of two clusters, and those that the first collector wrote", async () => {
    const now = BigInt(Date.now()) * 1_000_000n;
    const event: Event = {
      metadata: { name: 'prometheus-0.1', namespace: 'monitoring', uid: 'u-1', resourceVersion: '1' },
      involvedObject: { kind: 'Pod', namespace: 'monitoring', name: 'prometheus-0' },
      reason: 'BackOff',
      message: 'x',
      type: 'Warning',
    };
    const inCluster = (staticLabels: Record<string, string>, at: bigint) => ({
      ...entryOf(event, 1, { staticLabels: { test: 'object', ...staticLabels } }),
      timestampNs: now + at,
    });
    await push(stack.lokiUrl, [
      inCluster({ k8s: 'eu' }, 0n),
      inCluster({ k8s: 'us' }, 1n),
      inCluster({}, 2n),
      {
        labels: { _kind: 'Pod', _namespace: 'monitoring', test: 'object' },
        timestampNs: now + 3n,
        line: 'Kind:Event, APIVersion:v1, Name:prometheus-0.2, Kind:Pod, Namespace:monitoring, Name:prometheus-0, UID:u, Reason:Killing, Message: y, ',
        metadata: {},
      },
    ]);
    const found = async (cluster: string, shapes?: EventQuery['shapes']) => {
      const base = [{ label: 'test', op: '=' as const, value: 'object' }];
      const query = objectQuery(
        { base, clusterLabel: 'k8s', shapes },
        { cluster, namespace: 'monitoring', kind: 'Pod', name: 'prometheus-0' }
      );
      const lines = await find(stack.lokiUrl, logQuery(query));
      return lines.map((line) => identityOf(recordOf(line)).cluster + recordOf(line).reason).sort();
    };
    assert.deepEqual(await found('eu'), ['euBackOff']);
    assert.deepEqual(await found('us', ['own', 'first']), ['usBackOff']);
    assert.deepEqual(await found(''), ['BackOff']);
    assert.deepEqual(await found('', ['own', 'first']), ['BackOff', 'Killing']);
  });

  it('counts an object without a workload as its own, in old lines too', async () => {
    const now = BigInt(Date.now()) * 1_000_000n;
    const labels = { _kind: 'Pod', _namespace: 'shop', test: 'workload' };
    const metadata = { name: 'web-1', increment: '2' };
    await push(stack.lokiUrl, [
      { labels, timestampNs: now, line: 'a', metadata: { ...metadata, workload: 'Deployment/web' } },
      { labels, timestampNs: now + 1n, line: 'b', metadata },
      {
        labels,
        timestampNs: now + 2n,
        line: 'Kind:Pod, Namespace:shop, Name:web-1, Reason:x, Message: y, ',
        metadata: {},
      },
      { labels: { ...labels, _kind: 'Deployment' }, timestampNs: now + 3n, line: 'c', metadata: { name: 'web' } },
    ]);
    const base = [{ label: 'test', op: '=' as const, value: 'workload' }];
    const countOf = (workload: string) => {
      const query: EventQuery = {
        base,
        shapes: ['own', 'first'],
        filters: [{ field: 'workload', values: [workload], exclude: false }],
      };
      return count(stack.lokiUrl, countQuery(query, { by: ['workload'], window: '1h', what: 'occurrences' }));
    };
    assert.equal(await countOf('Deployment/web'), 3);
    assert.equal(await countOf('Pod/web-1'), 3);
  });

  it('finds what the stream guard moved to the metadata', async () => {
    const now = BigInt(Date.now()) * 1_000_000n;
    await push(stack.lokiUrl, [
      { labels: { _kind: 'Pod', _host: 'n9', test: 'guard' }, timestampNs: now, line: 'label', metadata: {} },
      { labels: { _kind: 'Pod', test: 'guard' }, timestampNs: now, line: 'moved', metadata: { _host: 'n9' } },
      { labels: { _kind: 'Pod', test: 'guard' }, timestampNs: now, line: 'other', metadata: { _host: 'n8' } },
    ]);
    const base = [{ label: 'test', op: '=' as const, value: 'guard' }];
    const query = logQuery({ base, filters: [{ field: '_host', values: ['n9'], exclude: false }] });
    assert.deepEqual((await find(stack.lokiUrl, query)).map(({ line }) => line).sort(), ['label', 'moved']);
  });
});
