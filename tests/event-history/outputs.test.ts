import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { mustCall } from '../../stack/src/api.ts';
import { type Bed } from '../collector/harness.ts';
import { FORMATS, startBed, untilKept } from './bed.ts';
import { createEvents } from './events.ts';
import { assertAlike, history, kubectl, withoutWorkloads } from './programs.ts';

/** Flags that `kubectl get events` has, and that must print the same. */
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
  ['-A', '--sort-by', '.lastTimestamp'],
  ['-A', '--sort-by', '{.metadata.name}'],
  ['-A', '--sort-by', 'metadata.resourceVersion'],
  ['-A', '--sort-by', '.type'],
  ['-A', '--sort-by', '.involvedObject.name', '-o', 'wide'],
  ['-A', '--sort-by', '.eventTime', '-o', 'name'],
  ['-A', '--sort-by', '.series.count', '-o', 'name'],
  ['-A', '--sort-by', '.count', '-o', 'name'],
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

/** The same, where the line must hold all of the Event. */
const WHOLE: string[][] = [
  ['-A', '-o', 'json'],
  ['-n', 'none', '-o', 'json'],
  ['-A', '-o', 'json', '--sort-by', '.lastTimestamp'],
  ['-A', '-o', 'yaml'],
  ['-n', 'none', '-o', 'yaml'],
  ['-n', 'shop', '-l', 'app=web'],
  ['-n', 'shop', '-l', 'app=web,tier notin (front)'],
  ['-n', 'shop', '-l', '!app', '-o', 'name'],
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

const title = (args: readonly string[]): string => args.join(' ').replaceAll('\n', ' ');

describe('what is printed equals', () => {
  let bed: Bed;

  before(async () => {
    bed = await startBed();
    // More than two of kubectl's chunks of 500.
    await untilKept(bed, await createEvents(bed.stack, 130));
  });
  after(() => bed?.end());

  const get = (args: readonly string[], cluster: string) =>
    assertAlike(
      () => kubectl(bed.stack, ['get', 'events', ...args]),
      async () => {
        const ran = await history(bed.stack, ['get', '--cluster', cluster, ...args]);
        return args.includes('wide') ? withoutWorkloads(ran) : ran;
      }
    );

  for (const args of GET) {
    it(`kubectl get events ${title(args)}`, async () => {
      const formats = args.includes('--show-labels') ? ['flat', 'json'] : FORMATS;
      await Promise.all(formats.map((format) => get(args, format)));
    });
  }

  for (const args of WHOLE) {
    it(`kubectl get events ${title(args)}`, async () => {
      await Promise.all(['json', 'flat'].map((format) => get(args, format)));
    });
  }

  for (const args of EVENTS) {
    it(`kubectl events ${title(args)}`, async () => {
      await Promise.all(
        FORMATS.map((format) =>
          assertAlike(
            () => kubectl(bed.stack, ['events', ...args]),
            () => history(bed.stack, ['events', '--cluster', format, ...args])
          )
        )
      );
    });
  }

  for (const args of REFUSED) {
    it(`the error of kubectl get events ${title(args)}`, async () => {
      const { code } = await get(['-n', 'shop', ...args], 'flat');
      assert.equal(code, 1);
    });
  }

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
        firstTimestamp: new Date(Date.now() - 3_620_000).toISOString().replace(/\.\d+/, ''),
        lastTimestamp: new Date(Date.now() - 920_000 - (index % 3) * 60_000).toISOString().replace(/\.\d+/, ''),
        type: 'Normal',
        source: { component: 'test' },
      });
    }
    const { total } = await kept('described.');
    assert.equal(total, 20);
    const eventsOf = async () => {
      const { out, ...rest } = await kubectl(bed.stack, ['describe', 'pod', 'described', '-n', 'shop']);
      return { ...rest, out: out.slice(out.indexOf('Events:')) };
    };
    const { out } = await assertAlike(eventsOf, () =>
      history(bed.stack, ['describe', 'pod', 'described', '-n', 'shop', '--cluster', 'flat'])
    );
    assert.match(out, /Reason19/);
  });

  /** Waits until both have all of the events whose name begins so. */
  async function kept(prefix: string): Promise<{ total: number }> {
    for (let total = 0, attempt = 0; ; attempt++) {
      const { out } = await history(bed.stack, ['get', '-n', 'shop', '-o', 'name', '--cluster', 'flat']);
      total = out.split('\n').filter((line) => line.startsWith(`event/${prefix}`)).length;
      if (total === 20 || attempt === 50) {
        return { total };
      }
    }
  }
});
