import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { PROBLEMS_SINCE } from '../../pkg/event-history/src/commands/problems.ts';
import { type DescribedProblemJson } from '../../pkg/event-history/src/problems/json.ts';
import { type ProblemJson } from '../../pkg/problems/src/index.ts';
import { answerStatus, FaultyProxy } from '../fakes/proxy.ts';
import { type IncidentsBed, namespaceOf, startIncidents } from '../incidents/bed.ts';
import { history, type Ran } from './programs.ts';

const CRASH = 'crash loop after a configuration change';
const REGISTRY = 'registry down for 8 workloads';
const NODE = 'node lost with 12 pods';
const SCENARIOS: readonly string[] = [CRASH, REGISTRY, NODE];
const WIDTH = 100;
const MINUTE = 60_000;

describe('kubectl event-history problems', { timeout: 300_000 }, () => {
  let incidents: IncidentsBed;

  before(async () => {
    incidents = await startIncidents(({ name }) => SCENARIOS.includes(name));
  });
  after(() => incidents?.bed.end());

  const run = (args: readonly string[]): Promise<Ran> => history(incidents.bed.stack, ['problems', ...args]);

  async function printed(args: readonly string[]): Promise<string> {
    const { code, out, err } = await run(args);
    assert.equal(code, 0, err);
    return out;
  }

  async function listed(args: readonly string[]): Promise<ProblemJson[]> {
    return (JSON.parse(await printed([...args, '-o', 'json'])) as { problems: ProblemJson[] }).problems;
  }

  async function refused(args: readonly string[]): Promise<string> {
    const { code, out, err } = await run(args);
    assert.deepEqual({ code, out }, { code: 1, out: '' });
    return err;
  }

  it('prints the ranked problems of a namespace in lines that fit 100 columns', async () => {
    const [headers = '', first = '', ...rest] = (await printed(['-n', namespaceOf(CRASH)])).trimEnd().split('\n');
    assert.deepEqual(headers.split(/ {2,}/), ['RANK', 'STATE', 'SINCE', 'PODS', 'PROBLEM']);
    assert.match(first, /^1 +ongoing +\w+ +2 +orders: crash loop$/);
    assert.deepEqual(rest, []);
    const all = (await printed(['-A'])).split('\n');
    assert.deepEqual(
      all.filter((line) => line.length > WIDTH),
      []
    );
    assert.match(all[0]!, / NAMESPACE +PROBLEM$/);
  });

  it('prints the workload, its last change and what happened with -o wide', async () => {
    const wide = await printed(['-n', namespaceOf(CRASH), '-o', 'wide', '--no-headers']);
    assert.match(
      wide,
      /Deployment\/orders +worker-1 +revision 2, [\w ]+ +Container main .*code 1.*, 8 times, 2 pods\n$/
    );
    assert.equal(wide.split('\n').length, 2);
  });

  it('prints the problems with their fields as JSON and as YAML', async () => {
    const problems = await listed(['-n', namespaceOf(CRASH)]);
    assert.equal(problems.length, 1);
    const { start, lastSeen, death, change, evidence, ...rest } = problems[0]!;
    assert.deepEqual(rest, {
      rank: 1,
      namespace: namespaceOf(CRASH),
      workload: 'Deployment/orders',
      mode: 'crash',
      title: 'orders: crash loop',
      state: 'ongoing',
      occurrences: 8,
      pods: 2,
      nodes: ['worker-1'],
      shared: null,
    });
    const began = incidents.started.get(CRASH)!;
    assert.ok(Math.abs(Date.parse(start) - began) < MINUTE && Date.parse(lastSeen) >= Date.parse(start));
    assert.deepEqual({ ...death, time: '' }, { reason: 'Error', exitCode: 1, container: 'main', time: '' });
    assert.deepEqual([change?.revision, change?.changed], ['2', ['env.DATABASE_URL']]);
    assert.ok(evidence.some(({ object, text }) => object === 'Deployment/orders' && /env DATABASE_URL/.test(text)));
    const yaml = parse(await printed(['-n', namespaceOf(CRASH), '-o', 'yaml']), { version: '1.1' }) as {
      problems: ProblemJson[];
    };
    // Times stay texts in readers of YAML 1.1 as well.
    assert.deepEqual([yaml.problems[0]?.title, yaml.problems[0]?.start], ['orders: crash loop', start]);
  });

  it('puts workloads that fail together into one problem, and narrows to one of them with --workload', async () => {
    const [shared, ...others] = await listed(['-n', namespaceOf(REGISTRY)]);
    assert.deepEqual(others, []);
    assert.equal(shared?.shared?.workloads.length, 8);
    const [one] = await listed(['-n', namespaceOf(REGISTRY), '--workload', 'deploy/svc-3']);
    assert.deepEqual([one?.workload, one?.shared], ['Deployment/svc-3', null]);
    const [node] = await listed(['-n', 'shop', '--workload', 'node/lost-node']);
    assert.equal(node?.title, 'lost-node: not ready');
  });

  it('keeps ranks and says how many are not shown with --limit', async () => {
    const all = await listed(['-A']);
    assert.ok(all.length > 2);
    const { out, err } = await run(['-A', '--limit', '1', '--no-headers']);
    assert.match(out, /^1 .*\n$/);
    assert.equal(err, `${all.length - 1} more problems are not shown: raise --limit.\n`);
  });

  it('says what was looked at if nothing is broken, and if Loki has no events at all', async () => {
    await incidents.cluster.namespace('quiet');
    const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'quiet', name: 'web-1' };
    await incidents.cluster.event(pod, { reason: 'Pulled', message: 'Container image "x" already present' });
    await incidents.stored();
    const healthy = await run(['-n', 'quiet']);
    assert.deepEqual([healthy.code, healthy.out], [0, '']);
    assert.match(
      healthy.err,
      /^No problems found in namespace quiet: looked at its events from \S+ \S+ to \S+ \S+, the newest is \w+ old\.\n$/
    );
    const unknown = await run(['-n', 'nowhere']);
    assert.deepEqual([unknown.code, unknown.out], [0, '']);
    assert.match(unknown.err, /^Nothing is known: Loki has no events of namespace nowhere from .*\(--since\)\.\n$/);
    assert.equal(await printed(['-n', 'nowhere', '-o', 'json']), '{\n    "problems": []\n}\n');
  });

  it('shows how a workload dies, what changed before it and what to check', async () => {
    const out = await printed(['describe', 'orders', '-n', namespaceOf(CRASH)]);
    assert.match(out, /^1\. orders: crash loop\n {2}State: +ongoing\n {2}Since: +\d{4}-\S+ \S+ \(\w+ ago\)\n/);
    assert.match(out, /\n {2}What happened: +Container main exited with code 1.*, 8 times, 2 pods\n/);
    assert.match(
      out,
      /\nHow it died last:\n.*Pod\/orders-\S+, container main\n.*\n.*exit code 1.*\n.*\n {2}\| panic: no such host\n/
    );
    assert.match(
      out,
      /\nNear its start:\n[^]*? {2}\S+ \w+ +Deployment\/orders +NewRevision +Revision 2: env DATABASE_URL .*; by \w+\n/
    );
    assert.match(out, /\nPods \(2\):\n {2}orders-\S+\n {2}orders-\S+\n/);
    assert.match(
      out,
      new RegExp(`\\nCheck next:\\n[^]*kubectl logs orders-\\S+ -n ${namespaceOf(CRASH)} .*--previous`)
    );
    assert.match(out, /\n {2}kubectl event-history get -n \S+ --workload deployment\/orders --from \S+Z\n/);
    assert.doesNotMatch(out, /\{(name|namespace|kind|node)\}/);
  });

  it('finds a problem by rank, kind, pod, node and member, in the list that has it', async () => {
    const title = async (args: readonly string[]) => (await printed(['describe', ...args])).split('\n')[0];
    const [first] = await listed(['-A']);
    assert.equal(await title(['1', '-A']), `1. ${first!.title}`);
    assert.equal(await title(['deploy/orders', '-n', namespaceOf(CRASH)]), '1. orders: crash loop');
    const pod = /\nPods.*\n {2}(\S+)/.exec(await printed(['describe', 'orders', '-n', namespaceOf(CRASH)]))?.[1];
    assert.equal(await title([`pod/${pod}`, '-n', namespaceOf(CRASH)]), '1. orders: crash loop');
    // Nodes are in no namespace.
    assert.match((await title(['no/lost-node', '-n', 'shop']))!, /^\d+\. lost-node: not ready, 4 workloads$/);
    assert.match(
      (await title(['svc-3', '-n', namespaceOf(REGISTRY)]))!,
      /^1\. registry\.internal:5000: .*8 workloads$/
    );
    const registry = await printed(['describe', 'registry/registry.internal:5000', '-n', namespaceOf(REGISTRY)]);
    assert.match(registry, /\nFails together:\n( {2}\S+ +Deployment\/svc-\d +svc-\d: .*\n){8}/);
  });

  it('reads the events of a problem that is far down the list', async () => {
    await incidents.cluster.namespace('many');
    for (const number of Array.from({ length: 40 }, (_, at) => at)) {
      const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'many', name: `web-${number}` };
      await incidents.cluster.event(pod, { type: 'Warning', reason: 'BackOff', message: 'Back-off', host: 'worker-1' });
    }
    await incidents.stored();
    const last = (await listed(['-n', 'many'])).at(-1)!;
    assert.deepEqual([last.rank, last.pods], [40, null]);
    const described = await printed(['describe', '40', '-n', 'many']);
    assert.match(
      described,
      new RegExp(`^40\\. ${last.title}\n[^]*\nPods \\(1\\):\n {2}${last.workload.replace('Pod/', '')}\n`)
    );
  });

  it('describes as JSON and YAML with everything that the text says', async () => {
    const json = await printed(['-n', namespaceOf(CRASH), 'describe', 'orders', '-o', 'json']);
    const [problem, ...others] = (JSON.parse(json) as { problems: DescribedProblemJson[] }).problems;
    assert.deepEqual(others, []);
    assert.equal(problem?.death?.lastWords, 'panic: no such host');
    assert.match(problem.change?.text ?? '', /^Revision 2: env DATABASE_URL/);
    assert.equal(problem.podNames.length, 2);
    assert.ok(problem.check.length > 0 && problem.check.every((command) => !command.includes('{name}')));
    const yaml = parse(await printed(['describe', '1', '-n', namespaceOf(CRASH), '-o', 'yaml'])) as typeof json;
    assert.deepEqual(Object.keys(yaml), ['problems']);
  });

  it('names the problems if nothing has the name or the rank', async () => {
    const where = ['-n', namespaceOf(CRASH)];
    assert.match(
      await refused(['describe', 'nothing', ...where]),
      /^error: no problem of nothing in namespace \S+ from .*: choose a rank from 1 to 1, or one of Deployment\/orders\n$/
    );
    assert.match(await refused(['describe', '7', ...where]), /^error: no problem of rank 7 in namespace/);
    assert.match(await refused(['describe', 'web', '-n', 'quiet']), /: there are no problems\n$/);
    assert.match(await refused(['describe', 'deploy/', ...where]), /^error: "deploy\/" names nothing: use a workload/);
  });

  it('looks at other times than the last hours, and says that states are those at the end', async () => {
    assert.deepEqual(await listed(['-A', '--from', '2d', '--to', '1d']), []);
    const from = new Date(incidents.started.get(CRASH)! - 1000).toISOString();
    assert.equal((await listed(['-n', namespaceOf(CRASH), '--from', from])).length, 1);
    await incidents.cluster.namespace('past');
    const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'past', name: 'web-1' };
    const said = { type: 'Warning', reason: 'BackOff', message: 'Back-off', host: 'worker-1' } as const;
    await incidents.cluster.event(pod, { ...said, agoMs: 10 * MINUTE });
    await incidents.stored();
    const past = await run(['-n', 'past', '--to', '5m']);
    assert.match(past.out, /\n1 +ongoing +\w+ +1 +web-1: /);
    assert.match(past.err, /^States are those at \d{4}-\S+ \S+, the end of the range\.\n$/);
    const described = await run(['describe', 'web-1', '-n', 'past', '--to', '5m']);
    assert.match(described.err, /^States are those at /);
    const help = await run(['--help']);
    assert.match(help.out.replace(/\s+/g, ' '), new RegExp(`--since <duration> .*\\(default: ${PROBLEMS_SINCE}\\)`));
  });

  it('refuses what it does not understand, with the value and what to do', async () => {
    const refusals: ReadonlyArray<readonly [args: readonly string[], error: RegExp]> = [
      [
        ['-o', 'xml'],
        /^error: option '-o, --output <format>' argument 'xml' is invalid\. Allowed choices are wide, json/,
      ],
      [['describe', 'web', '-o', 'wide'], /argument 'wide' is invalid\. Allowed choices are json, yaml/],
      [['--nonsense'], /^error: unknown flag: --nonsense\nSee 'kubectl event-history problems --help'/],
      [['--since', 'yesterday'], /^error: --since: "yesterday" is not a duration: write 90m, 24h, 7d/],
      [['--from', 'noon'], /^error: --from: "noon" is not a time: write 18:25/],
      [['--from', '2999-01-01', '--to', '2999-01-02'], /^error: the time range starts in the future, at 2999-01-01 /],
      [['--from', '1h', '--to', '2h'], /^error: the time range is empty/],
      [['--limit', '0'], /positive whole number/],
      [['--workload', 'web'], /^error: --workload must be in resource\/name form/],
      [['web'], /^error: problems takes no "web": use problems describe web\n/],
      [['describe'], /missing required argument 'name'/],
    ];
    for (const [args, error] of refusals) {
      assert.match(await refused(args), error);
    }
  });

  it('says that Loki is away or refuses, without credentials', async () => {
    const away = await refused(['-A', '--loki', 'http://user:secret@127.0.0.1:1']);
    assert.match(away, /^error: cannot reach http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/);
    assert.doesNotMatch(away, /secret/);
    const proxy = await FaultyProxy.start(incidents.bed.stack.lokiUrl);
    proxy.fault = (_, response) => {
      answerStatus(response, 403, 'no access');
      return true;
    };
    assert.match(await refused(['-A', '--loki', proxy.url]), /answered 403: no access .*\(see --username/);
    proxy.close();
  });

  it('completes the command, its formats and its flags', async () => {
    const completed = async (words: readonly string[]) =>
      (await history(incidents.bed.stack, ['__complete', '--', ...words])).out;
    assert.equal(await completed(['problems', 'desc']), 'describe\n:4\n');
    assert.equal(await completed(['problems', '-o', '']), 'wide\njson\nyaml\n:4\n');
    assert.equal(await completed(['problems', 'describe', '--output', '']), 'json\nyaml\n:4\n');
    assert.equal(await completed(['problems', 'describe', 'st']), 'statefulset/\n:6\n');
    assert.match(await completed(['problems', '--work']), /^--workload\n/);
  });
});
