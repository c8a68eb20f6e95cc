import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Entry, type Event } from '../../pkg/event/src/index.ts';
import { type ProblemJson } from '../../pkg/problems/src/index.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { until } from '../collector/harness.ts';
import { push } from '../loki/loki.ts';
import {
  type Compared,
  LATER,
  laterByUs,
  PROGRAMS,
  type Stored,
  storedBy,
  storedByUs,
  storedLater,
} from '../loki/programs.ts';
import { connected } from './mcp-client.ts';
import { finished, history, startHistory } from './programs.ts';

/** A range that ends well after the events. */
const SINCE = ['--since', '2h'];

interface Source {
  title: string;
  stored(nowMs: number): Stored;
  later(nowMs: number): Entry;
  /** The flags that select its events. */
  flags: readonly string[];
}

const SOURCES: readonly Source[] = [
  ...PROGRAMS.map((program) => ({
    title: program.name,
    stored: (nowMs: number) => storedBy(program, { set: program.name }, nowMs),
    later: (nowMs: number) => storedLater(program, { set: program.name }, nowMs),
    flags: ['--streams', `{set="${program.name}"}`],
  })),
  // The default streams.
  ...(['k8s-monitoring', 'otel'] as const).map((labelPreset) => ({
    title: `this collector with labelPreset: ${labelPreset}`,
    stored: (nowMs: number) => storedByUs({ cluster: labelPreset }, nowMs, labelPreset),
    later: (nowMs: number) => laterByUs({ cluster: labelPreset }, nowMs, labelPreset),
    flags: ['--cluster', labelPreset],
  })),
];

describe('kubectl event-history on the events of other programs', { timeout: 300_000 }, () => {
  const data = mkdtempSync(path.join(tmpdir(), 'programs-cli-test-'));
  const nowMs = Date.now();
  let stack: Stack;

  before(async () => {
    stack = await startStack({ name: 'programs-cli', data, only: ['loki'] });
    for (const { stored } of SOURCES) {
      await push(stack.lokiUrl, stored(nowMs).entries);
    }
  });
  after(async () => {
    await stack.down();
    rmSync(data, { recursive: true, force: true });
  });

  for (const { title, stored, later, flags } of SOURCES) {
    describe(`as stored by ${title}`, () => {
      const records = stored(nowMs).events.map(({ expected }) => expected);

      async function printed(...args: string[]): Promise<string> {
        const { code, out, err } = await history(stack, [...args, ...SINCE, ...flags], { KUBECONFIG: '/nowhere' });
        assert.equal(code, 0, err);
        return out;
      }
      const listed = async (...args: string[]): Promise<Event[]> =>
        (JSON.parse(await printed('get', ...args, '-o', 'json')) as { items: Event[] }).items;

      /** Distinguishes the events of the samples, whatever is stored of each. */
      const meaningOf = ({ type, reason, message, kind, name }: Compared): string =>
        [type, reason, message, kind, name].join(' ');
      const meaningOfEvent = ({ type, reason, message, involvedObject: object }: Event): string =>
        [type, reason, message, object?.kind, object?.name].join(' ');
      const wanted = (isOne: (record: Compared) => boolean): string[] =>
        [...new Set(records.filter(isOne).map(meaningOf))].sort();
      const assertListed = async (args: string[], isOne: (record: Compared) => boolean): Promise<void> => {
        const found = (await listed(...args)).map(meaningOfEvent).sort();
        assert.ok(found.length > 0, args.join(' '));
        assert.deepEqual(found, wanted(isOne));
      };

      it('get lists each event in its newest revision', async () => {
        await assertListed(['-A'], () => true);
        const backOff = (await listed('-A', '--field-selector', 'involvedObject.name=worker-0,reason=BackOff'))[0];
        const counts = records.filter(({ name, reason }) => name === 'worker-0' && reason === 'BackOff');
        assert.equal(backOff?.count, Math.max(...counts.map(({ count }) => count)));
      });

      it('get selects by namespace, type, field selector and object', async () => {
        await assertListed(['-n', 'payments'], ({ namespace }) => namespace === 'payments');
        await assertListed(['-A', '--types', 'Warning'], ({ type }) => type === 'Warning');
        await assertListed(['-A', '--field-selector', 'reason!=BackOff'], ({ reason }) => reason !== 'BackOff');
        await assertListed(['-n', 'shop', '--for', 'pod/web-7f9c5-x2x4p'], ({ name }) => name === 'web-7f9c5-x2x4p');
      });

      it('get knows custom resources by their events', async () => {
        await assertListed(['-n', 'shop', '--for', 'certificates/tls'], ({ name }) => name === 'tls');
      });

      it('describe shows the events of an object', async () => {
        const out = await printed('describe', 'pod', 'worker-0', '-n', 'payments');
        assert.match(out, /Warning +BackOff +.*Back-off restarting failed container worker/);
        assert.match(out, /Warning +Unhealthy +.*Liveness probe failed/);
        assert.doesNotMatch(out, /FailedScheduling/);
      });

      const assertBroken = (problems: readonly ProblemJson[]): void =>
        assert.deepEqual(problems.map(({ workload, mode }) => `${workload} ${mode}`).sort(), [
          'Node/node-1 node',
          'Node/node-2 node',
          'Pod/ledger-6d4-abcde scheduling',
          'Pod/web-7f9c5-x2x4p image',
          'Pod/worker-0 probe',
        ]);

      it('problems lists what is broken', async () => {
        assertBroken(
          (JSON.parse(await printed('problems', '-A', '-o', 'json')) as { problems: ProblemJson[] }).problems
        );
      });

      it('mcp answers about problems, events and objects', async () => {
        const { answered, close } = await connected(stack, ['-A', ...flags], { KUBECONFIG: '/nowhere' });
        try {
          assertBroken((await answered('list_problems')).problems as ProblemJson[]);
          const pod = { namespace: 'payments', name: 'pod/worker-0' };
          const described = (await answered('describe_problem', pod)).problems as ProblemJson[];
          assert.deepEqual(
            described.map(({ mode }) => mode),
            ['probe']
          );
          const backOffs = await answered('list_events', { namespace: 'payments', reason: 'BackOff' });
          assert.match(JSON.stringify(backOffs.events), /Back-off restarting failed container worker/);
          const story = await answered('object_story', { namespace: 'payments', object: 'pod/worker-0' });
          assert.match(JSON.stringify(story.story), /Liveness probe failed/);
          assert.deepEqual((await answered('recent_changes')).changes, []);
        } finally {
          await close();
        }
      });

      it('get --watch prints what is stored later', async () => {
        const child = startHistory(stack, ['get', '-A', '--watch', ...SINCE, ...flags], { KUBECONFIG: '/nowhere' });
        const ended = finished(child);
        let out = '';
        child.stdout?.on('data', (text: string) => (out += text));
        try {
          await until(
            () => out.includes('Back-off restarting failed container worker'),
            30_000,
            () => out
          );
          await push(stack.lokiUrl, [later(Date.now())]);
          await until(
            () => out.includes(LATER),
            30_000,
            () => out
          );
        } finally {
          child.kill();
          await ended;
        }
      });
    });
  }
});
