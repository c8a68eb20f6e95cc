import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { type CallToolResult, Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { VERSION } from '../../pkg/event-history/src/version.ts';
import { FaultyProxy } from '../fakes/proxy.ts';
import { type IncidentsBed, namespaceOf, startIncidents } from '../incidents/bed.ts';
import { finished, historyCommand, startHistory } from './programs.ts';

const CRASH = 'crash loop after a configuration change';
const NODE = 'node lost with 12 pods';
const SCENARIOS: readonly string[] = [CRASH, NODE];
const TOOLS = ['list_problems', 'describe_problem', 'list_events', 'object_story', 'recent_changes', 'explain_reason'];
const SECRET = 'a-secret-token';
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

type Answer = Record<string, unknown>;
type Item = Record<string, string | number | null>;

describe('kubectl event-history mcp', { timeout: 300_000 }, () => {
  let incidents: IncidentsBed;
  const clients: Client[] = [];
  let logged = '';

  before(async () => {
    incidents = await startIncidents(({ name }) => SCENARIOS.includes(name));
  });
  after(() => incidents?.bed.end());
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });

  /** Starts the command as a client does. `legacy`: with the handshake of the protocol's first versions. */
  async function connect(args: readonly string[], mode: 'auto' | 'legacy' = 'auto'): Promise<Client> {
    const command = historyCommand(incidents.bed.stack, ['mcp', ...args], { LOKI_BEARER_TOKEN: SECRET });
    const transport = new StdioClientTransport({ ...command, stderr: 'pipe' });
    logged = '';
    transport.stderr?.on('data', (text: Buffer) => (logged += text.toString()));
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    clients.push(client);
    await client.connect(transport);
    return client;
  }

  const call = (client: Client, name: string, args: Answer = {}): Promise<CallToolResult> =>
    client.callTool({ name, arguments: args });

  const textOf = ({ content }: CallToolResult): string =>
    content.map((one) => (one.type === 'text' ? one.text : '')).join();

  async function answered(client: Client, name: string, args: Answer = {}): Promise<Answer> {
    const result = await call(client, name, args);
    assert.notEqual(result.isError, true, textOf(result));
    assert.deepEqual(JSON.parse(textOf(result)), result.structuredContent);
    return result.structuredContent as Answer;
  }

  async function refused(client: Client, name: string, args: Answer = {}): Promise<string> {
    const result = await call(client, name, args);
    assert.equal(result.isError, true, textOf(result));
    return textOf(result);
  }

  for (const mode of ['auto', 'legacy'] as const) {
    it(`lists read-only tools with described arguments to a client of the ${mode === 'auto' ? 'present' : 'first'} protocol`, async () => {
      const client = await connect(['-A'], mode);
      assert.equal(client.getServerVersion()?.version, VERSION);
      assert.match(client.getInstructions() ?? '', /of all namespaces\. .*call list_problems/);
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name }) => name),
        TOOLS
      );
      for (const { name, description, inputSchema, annotations } of tools) {
        assert.ok(description && annotations?.readOnlyHint, name);
        for (const [argument, schema] of Object.entries(inputSchema.properties ?? {})) {
          assert.ok((schema as { description?: string }).description, `${name}: ${argument}`);
        }
      }
      const { problems } = await answered(client, 'list_problems', { namespace: namespaceOf(CRASH) });
      assert.equal((problems as Item[])[0]?.title, 'orders: crash loop');
    });
  }

  it('goes from the list of problems to one of them', async () => {
    const client = await connect(['-A']);
    const list = await answered(client, 'list_problems', { namespace: namespaceOf(CRASH) });
    const { from, to, ...place } = list.lookedAt as Record<string, string>;
    assert.deepEqual(place, { namespace: namespaceOf(CRASH) });
    assert.match(from!, RFC_3339);
    assert.equal(Date.parse(to!) - Date.parse(from!), 3 * 3_600_000);
    const [first] = list.problems as Item[];
    assert.deepEqual([first?.rank, first?.workload, first?.pods], [1, 'Deployment/orders', 2]);
    assert.match(String(first?.sentence), /^Container main exited with code 1/);

    const described = await answered(client, 'describe_problem', { namespace: namespaceOf(CRASH), name: 'orders' });
    const [problem] = described.problems as Array<Item & { death: Item; check: string[]; podNames: string[] }>;
    assert.equal(problem?.death.lastWords, 'panic: no such host');
    assert.ok(
      problem.check.some((command) => problem.podNames.some((pod) => command.startsWith(`kubectl logs ${pod} -n `)))
    );
  });

  it('lists changes of a workload, and its story and that of a pod', async () => {
    const client = await connect(['-A']);
    const { changes } = await answered(client, 'recent_changes', {
      namespace: namespaceOf(CRASH),
      workload: 'deploy/orders',
    });
    const [change] = changes as Item[];
    assert.deepEqual([change?.workload, change?.revision, change?.rollback], ['Deployment/orders', '2', false]);
    assert.match(String(change?.text), /^Revision 2: env DATABASE_URL/);

    const story = await answered(client, 'object_story', {
      namespace: namespaceOf(CRASH),
      object: 'deployment/orders',
    });
    const events = story.story as Item[];
    assert.deepEqual(
      events.map(({ time }) => time),
      events.map(({ time }) => time).toSorted()
    );
    assert.ok(events.every(({ time }) => RFC_3339.test(String(time))));
    for (const reason of ['NewRevision', 'ScalingReplicaSet', 'Started', 'Error', 'BackOff']) {
      assert.ok(
        events.some((event) => event.reason === reason),
        reason
      );
    }
    const name = events
      .find(({ reason }) => reason === 'BackOff')
      ?.object?.toString()
      .replace('Pod/', 'pod/');
    const pod = await answered(client, 'object_story', {
      namespace: namespaceOf(CRASH),
      object: name,
    });
    assert.equal(pod.workload, 'Deployment/orders');
    assert.match(String((pod.changesOfWorkload as Item[])[0]?.text), /^Revision 2/);
    assert.deepEqual(pod.nodes, ['worker-1']);
  });

  it('lists events by object, workload, type and reason, the newest first', async () => {
    const client = await connect(['-A']);
    const where = { namespace: namespaceOf(CRASH) };
    const { events, found } = await answered(client, 'list_events', { ...where, type: 'Warning', reason: 'BackOff' });
    assert.equal(found, 2);
    assert.ok(
      (events as Item[]).every(
        ({ type, reason, occurrences }) => type === 'Warning' && reason === 'BackOff' && occurrences === 4
      )
    );
    const all = await answered(client, 'list_events', { ...where, workload: 'deployment/orders' });
    const times = (all.events as Item[]).map(({ time }) => time);
    assert.deepEqual(times, times.toSorted().toReversed());
    const node = await answered(client, 'list_events', { object: 'node/lost-node' });
    assert.deepEqual(
      (node.events as Item[]).map(({ reason, object }) => [reason, object]),
      [['NodeNotReady', 'Node/lost-node']]
    );
  });

  it('says how many there were and how to see more if the answer has not all', async () => {
    const client = await connect(['-A']);
    const { found, shown, notShown, events } = await answered(client, 'list_events', { limit: 3 });
    assert.ok((found as number) > 100);
    assert.deepEqual([shown, (events as Item[]).length], [3, 3]);
    assert.equal(
      notShown,
      `These are the newest 3 of ${found as number}. To see others, raise limit or narrow the namespace, the object or the time range.`
    );
    const problems = await answered(client, 'list_problems', { limit: 1 });
    assert.equal((problems.problems as Item[]).length, 1);
    assert.match(String(problems.notShown), /^These are the most urgent 1 of \d+\./);
    const few = await answered(client, 'recent_changes', { workload: 'deploy/orders' });
    assert.equal(few.notShown, undefined);
  });

  it('says whether nothing is broken or nothing is known', async () => {
    const client = await connect(['-A']);
    const healthy = await answered(client, 'list_problems', { workload: 'deployment/app-1' });
    assert.deepEqual([healthy.found, healthy.conclusion], [0, 'Nothing is broken as far as the events say.']);
    assert.match(String(healthy.newestEvent), RFC_3339);
    const unknown = await answered(client, 'list_problems', { namespace: 'nowhere' });
    assert.deepEqual([unknown.found, unknown.newestEvent], [0, null]);
    assert.match(String(unknown.conclusion), /^Nothing is known: Loki has no events there\./);
  });

  it('explains a reason and an exit code without asking Loki', async () => {
    const client = await connect(['-A', '--loki', 'http://127.0.0.1:1']);
    const { meanings, exitCodeMeaning } = await answered(client, 'explain_reason', {
      reason: 'OOMKilled'.toLowerCase(),
      exit_code: 137,
    });
    const [{ reason, check, source } = {}] = meanings as Item[];
    assert.equal(reason, 'OOMKilled');
    assert.ok(exitCodeMeaning && check && /^https:/.test(String(source)));
    assert.match(await refused(client, 'explain_reason', { reason: 'Backof' }), /^no explanation for .* try BackOff/);
  });

  it('answers about the namespace and cluster only that it was started for', async () => {
    const client = await connect(['-n', namespaceOf(CRASH)]);
    assert.match(client.getInstructions() ?? '', new RegExp(`of namespace ${namespaceOf(CRASH)}`));
    const { lookedAt, problems } = await answered(client, 'list_problems');
    assert.equal((lookedAt as Item).namespace, namespaceOf(CRASH));
    assert.deepEqual(
      (problems as Item[]).map(({ namespace }) => namespace),
      [namespaceOf(CRASH)]
    );
    for (const name of ['list_problems', 'list_events', 'recent_changes']) {
      assert.match(
        await refused(client, name, { namespace: 'shop' }),
        /^namespace: this server answers about namespace "\S+" only, not about "shop": leave namespace out, or start .* with --namespace shop or -A$/
      );
    }
    assert.match(
      await refused(client, 'object_story', { object: 'node/lost-node' }),
      /^object: Node lost-node is in no namespace, .* with -A$/
    );
    assert.match(await refused(client, 'describe_problem', { name: 'node/lost-node' }), /is in no namespace/);
    const { events } = await answered(client, 'list_events', { limit: 200 });
    assert.ok((events as Item[]).every(({ namespace }) => namespace === namespaceOf(CRASH)));
    const other = await connect(['-A', '--cluster', 'eu']);
    assert.match(
      await refused(other, 'list_events', { cluster: 'us' }),
      /^cluster: this server answers about cluster "eu" only/
    );
    assert.equal((await answered(other, 'list_events')).found, 0);
  });

  it('answers what it cannot do with the value and what to do, and keeps running', async () => {
    const client = await connect(['-A']);
    const refusals: ReadonlyArray<readonly [name: string, args: Answer, error: RegExp]> = [
      ['list_problems', { since: 'yesterday' }, /^since: "yesterday" is not a duration: write 90m/],
      ['list_problems', { since: '1h', from: '2h' }, /^since and from exclude each other/],
      ['list_events', { from: 'noon' }, /^from: "noon" is not a time/],
      ['recent_changes', { from: '2999-01-01', to: '2999-01-02' }, /^the time range starts in the future/],
      ['list_events', { limit: 100_000 }, /limit.*<=200/],
      ['list_events', { nonsense: 1 }, /nonsense/],
      ['object_story', { object: 'web' }, /^object must be in resource\/name form/],
      ['object_story', { object: 'nonsense/web' }, /resource type "nonsense"/],
      ['describe_problem', { name: 'no-such' }, /^no problem of no-such in all namespaces from .*choose a rank from 1/],
    ];
    for (const [name, args, error] of refusals) {
      assert.match(await refused(client, name, args), error);
    }
    await assert.rejects(call(client, 'delete_pod'), /delete_pod/);
    assert.ok(((await answered(client, 'list_problems')).found as number) > 1);
  });

  it('queries Loki through Grafana, with the token of a file', async () => {
    const grafana = await FaultyProxy.start(incidents.bed.stack.lokiUrl);
    const forwarded = '/api/datasources/proxy/uid/loki';
    grafana.fault = (request, response) => {
      if (request.headers.authorization !== `Bearer ${SECRET}`) {
        response.writeHead(401).end();
        return true;
      }
      if (request.url === '/api/datasources/uid/loki') {
        response.writeHead(200).end(JSON.stringify({ uid: 'loki', name: 'Loki', type: 'loki' }));
        return true;
      }
      request.url = request.url?.replace(forwarded, '');
      return false;
    };
    const token = path.join(incidents.bed.folder, 'grafana-token');
    writeFileSync(token, `${SECRET}\n`);
    const client = await connect([
      '-A',
      '--grafana',
      grafana.url,
      '--grafana-token-file',
      token,
      '--datasource',
      'loki',
    ]);
    const { problems } = await answered(client, 'list_problems', { namespace: namespaceOf(CRASH) });
    assert.equal((problems as Item[])[0]?.title, 'orders: crash loop');
    assert.ok(grafana.requests.some((request) => request.startsWith(`GET ${forwarded}/loki/api/v1/query_range?`)));
    grafana.close();
  });

  it('answers that Loki is away, without secrets in answers or logs', async () => {
    const client = await connect(['-A', '--loki', `http://user:${SECRET}@127.0.0.1:1`]);
    const away = await refused(client, 'list_problems');
    assert.match(away, /^cannot reach http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/);
    assert.doesNotMatch(away + logged, new RegExp(SECRET));
  });

  it('does not start without an address, and ends when its input does', async () => {
    const without = await finished(startHistory(incidents.bed.stack, ['mcp'], { LOKI_ADDR: '' }));
    assert.deepEqual([without.code, without.out], [1, '']);
    assert.match(without.err, /^error: no address of Loki: set --loki/);
    const child = startHistory(incidents.bed.stack, ['mcp', '-A']);
    const ran = finished(child);
    child.stdin!.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n');
    await once(child.stdout!, 'data');
    child.stdin!.end();
    const { code, out, err } = await ran;
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), { jsonrpc: '2.0', id: 1, result: {} });
    assert.equal(err, 'Serving MCP on stdin and stdout about all namespaces, until stdin ends.\n');
  });
});
