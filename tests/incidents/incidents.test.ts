import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { lokiStore } from '../../pkg/event-history/src/problems/store.ts';
import { Loki } from '../../pkg/event-history/src/loki/loki.ts';
import { DEFAULT_BASE } from '../../pkg/logql/src/index.ts';
import { allProblems, jsonOf, type Problem, type ProblemJson } from '../../pkg/problems/src/index.ts';
import { type IncidentsBed, namespaceAt, startIncidents } from './bed.ts';
import { NOISE_NAMESPACES } from './noise.ts';
import { type Expected, SCENARIOS } from './scenarios.ts';

const MINUTE = 60_000;

/** Incidents among the noise of a healthy cluster, on a real API server, collector and Loki. */
describe('incidents', { timeout: 300_000 }, () => {
  let incidents: IncidentsBed;
  let loki: Loki;

  before(async () => {
    incidents = await startIncidents();
    loki = new Loki({ url: incidents.bed.stack.lokiUrl, headers: {} });
  });
  after(async () => {
    await loki?.close();
    await incidents?.bed.end();
  });

  /** The problems that a person sees who looks at the scenario's namespace among the others. */
  async function problemsOf(at: number): Promise<Problem[]> {
    const own = SCENARIOS[at]!.nodes ?? [];
    const others = SCENARIOS.flatMap(({ nodes = [] }) => nodes).filter((node) => !own.includes(node));
    const { problems } = await allProblems({
      store: lokiStore(loki),
      query: {
        base: DEFAULT_BASE,
        filters: [
          { field: '_namespace', values: [namespaceAt(at), ...NOISE_NAMESPACES, 'default'], exclude: false },
          { field: 'name', values: others, exclude: true },
        ],
      },
      span: { from: Date.now() - 180 * MINUTE, to: Date.now() },
    });
    return problems;
  }

  for (const [at, { name, expected }] of SCENARIOS.entries()) {
    it(`${name}: is first, and what the cluster says of it is there`, async () => {
      const found = (await problemsOf(at)).map((problem, rank) => jsonOf(problem, rank + 1));
      const first = found.slice(0, expected.length);
      for (const one of expected) {
        const problem = first.find(({ workload, mode }) => workload === one.workload && mode === one.mode);
        assert.ok(problem, `not first: ${one.workload} ${one.mode}, but ${summary(found)}`);
        assertSays(problem, one, incidents.started.get(name)!);
      }
    });
  }
});

const summary = (found: readonly ProblemJson[]): string =>
  found
    .map(({ title, workload, mode }) => `${workload} (${mode}) "${title}"`)
    .slice(0, 6)
    .join('; ');

function assertSays(problem: ProblemJson, expected: Expected, startedMs: number): void {
  assert.match(problem.title, expected.title);
  assert.equal(problem.state, 'ongoing');
  assert.ok(Math.abs(Date.parse(problem.start) - startedMs) < MINUTE, `starts at ${problem.start}`);
  if (expected.pods !== undefined) {
    assert.equal(problem.pods, expected.pods);
  }
  if (expected.death) {
    const { reason, exitCode } = problem.death ?? {};
    assert.deepEqual({ reason, exitCode }, expected.death);
  }
  const shared = problem.shared && `${problem.shared.kind}/${problem.shared.name}`;
  assert.equal(shared, expected.shared ?? null);
  for (const field of expected.changed ?? []) {
    assert.ok(
      problem.change?.changed.some((one) => one.includes(field)),
      `change: ${JSON.stringify(problem.change)}`
    );
  }
}
