import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { entryOf, type Event } from '../../pkg/event/src/index.ts';
import { mustCall } from '../../stack/src/api.ts';
import { type Bed, until } from '../collector/harness.ts';
import { push } from '../loki/loki.ts';
import { FORMATS, startBed, untilStored } from './bed.ts';
import { createEvents } from './events.ts';
import { assertAlike, history, kubectl, type Meaning, withoutWorkloads, wordsOf } from './programs.ts';

/** Flags of `kubectl get events` with which both must print the same values. */
const GET: string[][] = [
  ['-n', 'shop'],
  ['-A'],
  ['-n', 'shop', '-o', 'wide'],
  ['-A', '-o', 'wide'],
  ['-n', 'shop', '--no-headers'],
  ['-A', '-o', 'wide', '--no-headers'],
  ['-A', '-o', 'name'],
  ['-n', 'shop', '--show-labels'],
  ['-n', 'none'],
  ['-n', 'none', '-o', 'name'],
  ['-n', 'none', '-o', 'wide', '--no-headers'],
  ['-A', '-o', 'custom-columns=NAME:.metadata.name,SOURCE:.source,NONE:.none,COUNT:count'],
  ['-A', '-o', 'custom-columns=M:.message,N:{.metadata.name}', '--no-headers'],
  ['-n', 'shop', '-o', 'jsonpath={.items[*].metadata.name}'],
  ['-n', 'shop', '-o', 'jsonpath={range .items[*]}{.metadata.name}{"\\t"}{.message}{"\\n"}{end}'],
  ['-n', 'shop', '-o', 'jsonpath={.items[?(@.type=="Warning")].reason} and {.items[-1:].involvedObject}'],
  ['-n', 'shop', '-o', 'jsonpath={.items[0:6:2].count}|{.items[0].eventTime}|{.items[1].source}'],
  ['-n', 'shop', '-o', "jsonpath={.items[0]['metadata.name','reason']}{.items[0].none}"],
  ['-n', 'shop', '-o', 'jsonpath={.items[?(@.count>3)].metadata.name}{.items[?(@.series)].reason}'],
  ['-n', 'shop', '-o', 'jsonpath-as-json={.items[*].message}'],
];

/** Flags whose output has fields that only lines in the formats `flat` and `json` hold. */
const WHOLE: string[][] = [
  ['-A', '-o', 'json'],
  ['-n', 'none', '-o', 'json'],
  ['-A', '-o', 'yaml'],
  ['-n', 'none', '-o', 'yaml'],
  ['-n', 'shop', '-l', 'app=web'],
  ['-n', 'shop', '-l', 'app=web,tier notin (front)'],
  ['-n', 'shop', '-l', '!app', '-o', 'name'],
];

/** Fields to sort by. */
const SORTED = [
  '.lastTimestamp',
  '{.metadata.name}',
  'metadata.resourceVersion',
  '.type',
  '.involvedObject.name',
  '.eventTime',
  '.series.count',
  '.count',
];

const EVENTS: string[][] = [
  ['-n', 'shop'],
  ['-A'],
  ['-n', 'shop', '--no-headers'],
  ['-n', 'none'],
  ['-A', '--types', 'Warning'],
  ['-A', '--types', 'warning,Normal'],
  ['-n', 'shop', '--types', 'Other'],
  ['-n', 'shop', '--for', 'pod/web-1'],
  ['-n', 'shop', '--for', 'po/web-2', '--types=Normal'],
  ['-A', '--for', 'deployments.apps/web'],
  ['-n', 'shop', '--for', 'deploy.v1.apps/web'],
  ['-n', 'shop', '--for', 'Node/node-1'],
  ['-n', 'shop', '--for', 'pod/none'],
  ['-n', 'shop', '--for', 'pod'],
  ['-n', 'shop', '--for', 'a/b/c'],
  ['-n', 'shop', '--for', 'nothing/x'],
];

const REFUSED: string[][] = [
  ['-o', 'jsonpath'],
  ['-o', 'jsonpath={.items[0'],
  ['-o', 'jsonpath={range .items[*]'],
  ['-o', 'jsonpath={.items[x]}'],
  ['-o', 'jsonpath={"a}'],
  ['-o', 'custom-columns'],
  ['-o', 'custom-columns=A'],
  ['-o', 'custom-columns=A:{.b}{.c}'],
  ['-o', 'name', '--sort-by', '.none'],
  ['-o', 'name', '--sort-by', '{.a}{.b}'],
];

/** How to compare what is printed with these flags. */
function meaningOf(args: readonly string[]): Meaning {
  const format = args[args.indexOf('-o') + 1] ?? '';
  if (format === 'json' || format.startsWith('jsonpath-as-json')) {
    return JSON.parse;
  }
  if (format === 'yaml') {
    return (out) => parse(out) as unknown;
  }
  return format.startsWith('jsonpath') || format === 'name' ? (out) => out : wordsOf;
}

/** Events that were last seen at the same time may come in any order. */
const inAnyOrder: Meaning = (out) => wordsOf(out).sort();

/** When the events of a List were last seen, in its order. */
const timesOf: Meaning = (out) =>
  (JSON.parse(out) as { items: Event[] }).items.map(
    ({ series, lastTimestamp, eventTime }) => series?.lastObservedTime ?? lastTimestamp ?? eventTime
  );

const title = (args: readonly string[]): string => args.join(' ').replaceAll('\n', ' ');

/** The names of the entries that the collector itself would have recorded. */
const OWN = ['own.change', 'own.death'];

/** Pushes what the collector records beside the events, in each format. */
async function pushOwn(bed: Bed): Promise<void> {
  const at = new Date().toISOString().replace(/\.\d+Z/, 'Z');
  const own = (
    name: string,
    kind: string,
    object: string,
    more: Pick<Event, 'type' | 'reason' | 'message'>
  ): Event => ({
    metadata: { name, namespace: 'shop', uid: name, creationTimestamp: at },
    involvedObject: { kind, namespace: 'shop', name: object, apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1' },
    source: { component: 'loki-event-collector' },
    firstTimestamp: at,
    lastTimestamp: at,
    ...more,
  });
  const events = [
    own('own.death', 'Pod', 'web-1', {
      type: 'Warning',
      reason: 'OOMKilled',
      message: 'Container main was OOM killed (exit code 137, memory limit 64Mi) after 3m20s, restart 4',
    }),
    own('own.change', 'Deployment', 'web', {
      type: 'Normal',
      reason: 'NewRevision',
      message: 'Revision 12: env LOG_LEVEL changed; by helm',
    }),
  ];
  for (const format of FORMATS) {
    const staticLabels = { cluster: format };
    await push(
      bed.stack.lokiUrl,
      events.map((event) => entryOf(event, 1, { format, staticLabels }))
    );
  }
}

describe('what kubectl event-history prints has the values of', () => {
  let bed: Bed;

  before(async () => {
    bed = await startBed();
    // More than two of kubectl's chunks of 500.
    await untilStored(bed, await createEvents(bed.stack, 130));
    await pushOwn(bed);
  });
  after(() => bed?.end());

  const get = (args: readonly string[], cluster: string, meaning = meaningOf(args)) =>
    assertAlike(
      () => kubectl(bed.stack, ['get', 'events', ...args]),
      async () => {
        const ran = await history(bed.stack, ['get', '--only-kubernetes', '--cluster', cluster, ...args]);
        return args.includes('wide') ? withoutWorkloads(ran) : ran;
      },
      meaning
    );

  for (const args of GET) {
    it(`kubectl get events ${title(args)}`, async () => {
      const formats = args.includes('--show-labels') ? ['flat', 'json'] : FORMATS;
      await Promise.all(formats.map((format) => get(args, format)));
    });
  }

  for (const field of SORTED) {
    it(`kubectl get events --sort-by ${field}, in its order`, async () => {
      const sorted = ['-A', '--sort-by', field];
      await get([...sorted, '-o', `custom-columns=FIELD:${field}`], 'flat');
      await get([...sorted, '-o', 'wide'], 'flat', inAnyOrder);
    });
  }

  for (const args of WHOLE) {
    it(`kubectl get events ${title(args)}`, async () => {
      await Promise.all(['json', 'flat'].map((format) => get(args, format)));
    });
  }

  const events = (args: readonly string[], cluster: string, meaning: Meaning) =>
    assertAlike(
      () => kubectl(bed.stack, ['events', ...args]),
      () => history(bed.stack, ['events', '--only-kubernetes', '--cluster', cluster, ...args]),
      meaning
    );

  for (const args of EVENTS) {
    it(`kubectl events ${title(args)}`, async () => {
      await Promise.all(FORMATS.map((format) => events(args, format, inAnyOrder)));
    });
  }

  it('kubectl events, in its order', async () => {
    await events(['-A', '-o', 'json'], 'flat', timesOf);
  });

  for (const args of REFUSED) {
    it(`the error of kubectl get events ${title(args)}`, async () => {
      const { code } = await get(['-n', 'shop', ...args], 'flat', (out) => out);
      assert.equal(code, 1);
    });
  }

  it('nothing else with --only-kubernetes, which leaves out how containers ended and what changed', async () => {
    for (const format of FORMATS) {
      const args = ['get', '-n', 'shop', '--cluster', format, '-o', 'name'];
      const all = (await history(bed.stack, args)).out.split('\n');
      const kubernetes = (await history(bed.stack, [...args, '--only-kubernetes'])).out.split('\n');
      assert.deepEqual(
        all.filter((name) => !kubernetes.includes(name)).sort(),
        OWN.map((name) => `event/${name}`)
      );
      const table = (await history(bed.stack, ['get', '-n', 'shop', '--cluster', format])).out;
      assert.match(table, /Warning +OOMKilled +pod\/web-1 +Container main was OOM killed/);
      assert.match(table, /Normal +NewRevision +deployment\/web +Revision 12: env LOG_LEVEL changed/);
    }
  });

  it('custom columns of a file', async () => {
    const file = path.join(bed.folder, 'columns');
    writeFileSync(file, 'NAME            REASON\nmetadata.name   {.reason}\n');
    await get(['-A', '-o', `custom-columns-file=${file}`], 'flat');
  });

  it('a template of a file', async () => {
    const file = path.join(bed.folder, 'template');
    writeFileSync(file, '{range .items[*]}{.metadata.name}\n{end}');
    await get(['-A', '-o', `jsonpath-file=${file}`], 'flat');
  });

  it('the events of kubectl describe', async () => {
    const pod = { metadata: { name: 'described' }, spec: { containers: [{ name: 'web', image: 'nginx' }] } };
    const { metadata } = (await mustCall(bed.stack.apiServer(), 'POST', '/api/v1/namespaces/shop/pods', pod)) as {
      metadata: { uid: string };
    };
    for (let index = 0; index < 20; index++) {
      await mustCall(bed.stack.apiServer(), 'POST', '/api/v1/namespaces/shop/events', {
        metadata: { name: `described.${index}`, namespace: 'shop' },
        involvedObject: { kind: 'Pod', namespace: 'shop', name: 'described', apiVersion: 'v1', uid: metadata.uid },
        reason: `Reason${index}`,
        message: `message "${index}"`,
        count: index,
        firstTimestamp: new Date(Date.now() - 7_220_000).toISOString().replace(/\.\d+/, ''),
        lastTimestamp: new Date(Date.now() - 920_000 - ((index * 7) % 20) * 60_000).toISOString().replace(/\.\d+/, ''),
        type: 'Normal',
        source: { component: 'test' },
      });
    }
    await until(async () => (await described()) === 20, 30_000);
    const eventsOf = async () => {
      const { out, ...rest } = await kubectl(bed.stack, ['describe', 'pod', 'described', '-n', 'shop']);
      return { ...rest, out: out.slice(out.indexOf('Events:')) };
    };
    const ours = () => history(bed.stack, ['describe', 'pod', 'described', '-n', 'shop', '--cluster', 'flat']);
    const { out } = await assertAlike(eventsOf, ours);
    assert.match(out, /Reason19/);
  });

  async function described(): Promise<number> {
    const { out } = await history(bed.stack, ['get', '-n', 'shop', '-o', 'name', '--cluster', 'flat']);
    return out.split('\n').filter((line) => line.startsWith('event/described.')).length;
  }
});
