import assert from 'node:assert/strict';
import { type ChildProcess } from 'node:child_process';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Entry, entryOf, type Event } from '../../pkg/event/src/index.ts';
import { callApi, mustCall } from '../../stack/src/api.ts';
import { type Bed, until } from '../collector/harness.ts';
import { create, oldEvent, raise } from '../collector/events.ts';
import { answerStatus, FaultyProxy } from '../fakes/proxy.ts';
import { push } from '../loki/loki.ts';
import { startBed } from './bed.ts';
import { history, kubectl, startHistory } from './programs.ts';

const FLAT = ['--cluster', 'flat'];

describe('kubectl event-history', () => {
  let bed: Bed;
  const running: ChildProcess[] = [];

  before(async () => {
    bed = await startBed(['flat']);
  });
  after(() => bed?.end());
  afterEach(() => running.splice(0).forEach((child) => child.kill('SIGKILL')));

  /** Creates a namespace with numbered events, and waits until Loki has them. */
  async function events(name: string, count: number): Promise<string> {
    await bed.namespace(name);
    await create(
      bed.stack,
      Array.from({ length: count }, (_, number) => oldEvent(name, number))
    );
    await untilListed(name, count);
    return name;
  }

  async function names(namespace: string, args: readonly string[] = []): Promise<string[]> {
    const { code, out, err } = await history(bed.stack, ['get', '-n', namespace, '-o', 'name', ...FLAT, ...args]);
    assert.equal(code, 0, err);
    return out.split('\n').filter(Boolean);
  }

  const untilListed = (namespace: string, count: number): Promise<void> =>
    until(async () => (await names(namespace)).length === count, 30_000);

  it('shows events that the API server has deleted', async () => {
    const namespace = await events('forgotten', 3);
    const path = `/api/v1/namespaces/${namespace}/events`;
    assert.equal((await callApi(bed.stack.apiServer(), 'DELETE', path)).status, 200);
    assert.equal((await kubectl(bed.stack, ['get', 'events', '-n', namespace, '-o', 'name'])).out, '');
    assert.deepEqual(await names(namespace), ['event/event-0', 'event/event-1', 'event/event-2']);
  });

  it('shows each event once, in its newest revision', async () => {
    const namespace = await events('repeated', 2);
    await raise(bed.stack, namespace, 1, 7);
    await raise(bed.stack, namespace, 1, 12);
    const counts = ['get', '-n', namespace, ...FLAT, '-o', 'jsonpath={.items[*].count}'];
    await until(async () => (await history(bed.stack, counts)).out === '1 12', 30_000);
    assert.equal((await names(namespace)).length, 2);
  });

  it('pages through any number of events, and shows the newest with --limit', async () => {
    const namespace = await events('many', 60);
    assert.equal((await names(namespace, ['--chunk-size', '7'])).length, 60);
    assert.equal((await names(namespace, ['--since', '90d', '--chunk-size', '25'])).length, 60);
    assert.equal((await names(namespace, ['--limit', '5'])).length, 5);
  });

  it('queries less if Loki has lower limits', async () => {
    const namespace = await events('limited', 12);
    const proxy = await FaultyProxy.start(bed.stack.lokiUrl);
    proxy.fault = (request, response) => {
      const limit = Number(new URL(request.url ?? '', proxy.url).searchParams.get('limit'));
      if (limit > 10) {
        answerStatus(
          response,
          400,
          `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limit} > 10)`
        );
        return true;
      }
      return false;
    };
    assert.equal((await names(namespace, ['--loki', proxy.url])).length, 12);
    proxy.close();
  });

  it('shows the events of a time range', async () => {
    const namespace = 'times';
    await bed.namespace(namespace);
    const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+/, '');
    const timed = [45, 20, 3].map((minutes, number) => {
      const event = oldEvent(namespace, number);
      return { ...event, firstTimestamp: at(minutes), lastTimestamp: at(minutes) };
    });
    await create(bed.stack, timed);
    await until(async () => (await names(namespace)).length === 3, 30_000);
    assert.deepEqual(await names(namespace, ['--since', '30m']), ['event/event-1', 'event/event-2']);
    assert.deepEqual(await names(namespace, ['--since', '10m']), ['event/event-2']);
    assert.deepEqual(await names(namespace, ['--from', '30m', '--to', '10m']), ['event/event-1']);
    assert.deepEqual(await names(namespace, ['--from', at(60), '--to', at(30)]), ['event/event-0']);
  });

  it("shows the events of a Deployment's pods, but not of other workloads, with describe and --workload", async () => {
    const namespace = 'workloads';
    await bed.namespace(namespace);
    const now = BigInt(Date.now()) * 1_000_000n;
    const about = (kind: string, name: string, reason: string, at: bigint, workload: string): Entry => {
      const event: Event = {
        metadata: { name: `${name}.${reason}`, namespace, uid: `${name}-${reason}`, resourceVersion: '1' },
        involvedObject: { kind, namespace, name, apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1' },
        reason,
        message: reason,
        type: 'Normal',
        lastTimestamp: new Date().toISOString(),
      };
      const entry = entryOf(event, 1, { staticLabels: { cluster: 'flat' } }, { workload });
      return { ...entry, timestampNs: now + at };
    };
    await push(bed.stack.lokiUrl, [
      about('Deployment', 'web', 'ScalingReplicaSet', 0n, 'Deployment/web'),
      about('Pod', 'web-7d4b-abcde', 'BackOff', 1n, 'Deployment/web'),
      about('Pod', 'web-of-another', 'Pulled', 2n, 'Deployment/web-of-another'),
      // Of a collector that does not look up workloads.
      about('Deployment', 'web', 'Bare', 3n, ''),
    ]);
    const args = ['-n', namespace, ...FLAT];
    await until(async () => (await names(namespace)).length === 4, 30_000);
    assert.deepEqual((await names(namespace, ['--workload', 'deploy/web'])).sort(), [
      'event/web-7d4b-abcde.BackOff',
      'event/web.Bare',
      'event/web.ScalingReplicaSet',
    ]);
    const { out } = await history(bed.stack, ['describe', 'deployment/web', ...args]);
    const [own = '', objects = ''] = out.split('\nEvents of its objects:\n');
    assert.match(own, /ScalingReplicaSet[^]*Bare|Bare[^]*ScalingReplicaSet/);
    assert.doesNotMatch(own, /BackOff/);
    assert.match(objects, /BackOff +Pod\/web-7d4b-abcde/);
    assert.doesNotMatch(objects, /Pulled|ScalingReplicaSet/);
    const refused = await history(bed.stack, ['get', '--workload', 'web', ...args]);
    assert.deepEqual([refused.code, refused.err], [1, 'error: --workload must be in resource/name form\n']);
  });

  it('reads times in the local time zone', async () => {
    const TZ = 'America/New_York';
    const range = async (...args: string[]) => history(bed.stack, ['get', '-A', ...FLAT, ...args], { TZ });
    assert.equal((await range('--from', '18:25')).code, 0);
    assert.match((await range('--from', '2026-11-01 18:25', '--to', '2026-11-01 18:25')).err, /2026-11-01T23:25/);
    assert.match((await range('--from', 'half past six')).err, /"half past six" is not a time: write 18:25/);
  });

  for (const [way, refuses] of [
    ["through Loki's tail", false],
    ['with queries if there is no tail', true],
  ] as const) {
    it(`watches for events ${way}`, async () => {
      const namespace = await events(refuses ? 'polled' : 'tailed', 2);
      const proxy = refuses ? await FaultyProxy.start(bed.stack.lokiUrl) : undefined;
      if (proxy) {
        proxy.fault = ({ url = '' }, response) => {
          const tails = url.includes('/tail');
          if (tails) {
            answerStatus(response, 502, 'no WebSockets here');
          }
          return tails;
        };
      }
      const args = ['get', '-n', namespace, '-w', ...FLAT, ...(proxy ? ['--loki', proxy.url] : [])];
      const child = startHistory(bed.stack, args);
      running.push(child);
      let out = '';
      child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
      const lines = (): string[] => out.split('\n').slice(1, -1);
      await until(
        () => lines().length === 2,
        30_000,
        () => out
      );
      await create(bed.stack, [oldEvent(namespace, 2)]);
      await until(
        () => lines().length === 3,
        30_000,
        () => out
      );
      await raise(bed.stack, namespace, 0, 9);
      await until(
        () => lines().length === 4,
        30_000,
        () => out
      );
      assert.match(lines()[2]!, /pod\/pod-2 +number 2$/);
      assert.match(lines()[3]!, /pod\/pod-0 +number 0$/);
      assert.match(out, /^LAST SEEN {3}TYPE/);
      child.kill('SIGKILL');
      proxy?.close();
    });
  }

  it('exits quietly if the reader closes the pipe', async () => {
    const namespace = await events('read', 50);
    const child = startHistory(bed.stack, ['get', '-n', namespace, '-o', 'json', ...FLAT]);
    let err = '';
    child.stderr?.on('data', (text: Buffer) => (err += text.toString()));
    child.stdout?.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.deepEqual({ code, err }, { code: 0, err: '' });
  });

  it('describes an object by every name of its type', async () => {
    const namespace = await events('described', 3);
    for (const object of [['pod', 'pod-1'], ['po/pod-1'], ['Pods', 'pod-1']]) {
      const { out } = await history(bed.stack, ['describe', ...object, '-n', namespace, ...FLAT]);
      assert.match(
        out,
        /^Events:\n {2}Type {4}Reason {4}Age {3}From {2}Message\n.*\n {2}Normal {2}Numbered .*number 1\n$/
      );
    }
    const none = await history(bed.stack, ['describe', 'pod/none', '-n', namespace, ...FLAT]);
    assert.equal(none.out, 'Events:  <none>\n');
  });

  it('reports several objects that had one name, and shows one of them with --uid', async () => {
    const namespace = await bed.namespace('reborn');
    for (const [number, uid] of ['first', 'second'].entries()) {
      const event = oldEvent(namespace, number);
      const involvedObject = { ...event.involvedObject, name: 'web-0', uid };
      await mustCall(bed.stack.apiServer(), 'POST', `/api/v1/namespaces/${namespace}/events`, {
        ...event,
        involvedObject,
      });
    }
    await untilListed(namespace, 2);
    const describe = (...more: string[]) =>
      history(bed.stack, ['describe', 'pod', 'web-0', '-n', namespace, ...FLAT, ...more]);
    const both = await describe();
    assert.equal(both.out.split('\n').length, 6);
    assert.match(both.err, /^2 objects have had the name web-0\. Choose one with --uid: /);
    const one = await describe('--uid', 'second');
    assert.match(one.out, /number 1\n$/);
    assert.equal(one.err, '');
  });

  it('finds objects of custom resources by the kinds in Loki', async () => {
    const namespace = await bed.namespace('custom');
    const event = oldEvent(namespace, 0);
    const involvedObject = { ...event.involvedObject, kind: 'Policy', apiVersion: 'example.com/v1', name: 'p' };
    await mustCall(bed.stack.apiServer(), 'POST', `/api/v1/namespaces/${namespace}/events`, {
      ...event,
      involvedObject,
    });
    await untilListed(namespace, 1);
    for (const type of ['policy', 'policies', 'policies.example.com', 'policies.v1.example.com']) {
      assert.deepEqual(await names(namespace, ['--for', `${type}/p`]), ['event/event-0'], type);
    }
    assert.deepEqual(await names(namespace, ['--for', 'policies.other.org/p']), []);
  });

  it('reports errors without showing credentials, and exits with 1', async () => {
    const rows: Array<[string[], Record<string, string>, RegExp]> = [
      [['get', '--nope'], {}, /^error: unknown flag: --nope\nSee 'kubectl event-history get --help' for usage\.\n$/],
      [['get', '--limit', 'x'], {}, /^error: option '--limit <number>' argument 'x' is invalid\. It must be/],
      [['get', '-n'], {}, /^error: flag needs an argument: --namespace\n/],
      [['get', '-o', 'go-template={{.}}'], {}, /^error: Go templates are not supported/],
      [['get', '--types', 'x'], {}, /^error: valid --types are Normal or Warning\n$/],
      [['get'], { LOKI_ADDR: '' }, /^error: no address of Loki: set --loki or LOKI_ADDR/],
      [
        ['get'],
        { LOKI_ADDR: 'http://u:s3cret@127.0.0.1:1' },
        /^error: cannot reach http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/,
      ],
      [['get', '--streams', '{bad'], {}, /^error: http:\/\/127\.0\.0\.1:\d+ answered 400: .*parse error/],
      [
        ['get', '--bearer-token', 's3cret', '--loki', `${bed.stack.lokiUrl}/none`],
        {},
        /answered 404: .*is this the address of Loki/,
      ],
    ];
    for (const [args, env, message] of rows) {
      const { code, out, err } = await history(bed.stack, args, env);
      assert.match(err, message);
      assert.doesNotMatch(err, /s3cret/);
      assert.deepEqual({ code, out }, { code: 1, out: '' });
    }
  });

  it('completes flags, values and reasons', async () => {
    const rows: Array<[string[], RegExp]> = [
      [[''], /^get\nevents\ndescribe\nproblems\n(?:mcp)\nexplain\ncompletion\nversion\n:4\n$/],
      [['get', '--field'], /^--field-selector\n:4\n$/],
      [['get', '-o', 'js'], /^json\njsonpath\njsonpath-as-json\njsonpath-file\n:4\n$/],
      [['get', '--types=W'], /^--types=Warning\n:4\n$/],
      [['get', '--field-selector', 'involvedObject.k'], /^involvedObject\.kind=\n:6\n$/],
      [['explain', 'BackO'], /^BackOff\nBackoffLimitExceeded\n:4\n$/],
      [['get', '--config', ''], /^:0\n$/],
    ];
    for (const [words, answer] of rows) {
      assert.match((await history(bed.stack, ['__complete', '--', ...words])).out, answer);
    }
  });

  it('explains a reason in the chosen language', async () => {
    const english = await history(bed.stack, ['explain', 'failedscheduling']);
    assert.match(english.out, /^FailedScheduling {2}\(default-scheduler; Pod; Warning; /);
    assert.match(english.out, /Usual causes\n {4}- .*\n[^]*What to check\n {4}- kubectl describe/);
    const chinese = await history(bed.stack, ['explain', 'FailedScheduling', '--lang', 'zh-Hans']);
    assert.match(chinese.out, /常见原因/);
    const unknown = await history(bed.stack, ['explain', 'Backof']);
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /^error: no explanation for the reason "Backof", try BackOff/);
  });

  it('explains the exit code of a container', async () => {
    const known = await history(bed.stack, ['explain', 'Error', '--exit-code', '139']);
    assert.match(
      known.out,
      /^Error {2}\(loki-event-collector; Pod; Warning; .*\n.*\n\n {2}Exit code 139: ended by SIGSEGV/
    );
    const chinese = await history(bed.stack, ['explain', 'Error', '--exit-code', '139', '--lang', 'zh-Hans']);
    assert.match(chinese.out, /退出码 139：由 SIGSEGV/);
    const own = await history(bed.stack, ['explain', 'Error', '--exit-code', '3']);
    assert.match(own.out, /Exit code 3: no general meaning/);
    const json = await history(bed.stack, ['explain', 'Error', '--exit-code', '137', '-o', 'json']);
    const [entry] = JSON.parse(json.out) as Array<{ exitCode: string; exitCodeMeaning: string }>;
    assert.equal(entry?.exitCode, '137');
    assert.match(entry?.exitCodeMeaning ?? '', /SIGKILL/);
    const wrong = await history(bed.stack, ['explain', 'Error', '--exit-code', '256']);
    assert.deepEqual(
      [wrong.code, wrong.err],
      [1, 'error: --exit-code: "256" is not an exit code: use a number from 0 to 255\n']
    );
  });

  it('prints its version', async () => {
    const { out } = await history(bed.stack, ['version']);
    assert.match(out, /^kubectl event-history \d+\.\d+\.\d+\n$/);
  });
});
