import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Loki } from '../../pkg/event-history/src/loki/loki.ts';
import { type ProblemJson } from '../../pkg/problems/src/index.ts';
import { type IncidentsBed, startIncidents } from './bed.ts';
import { expectedIn, lookAt } from './look.ts';
import { type Expected } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

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

  for (const [at, { name, expected }] of SCENARIOS.entries()) {
    it(`${name}: is first, and what the cluster says of it is there`, async () => {
      const found = await lookAt(loki, at);
      const first = found.slice(0, expected.length);
      for (const one of expected) {
        const problem = expectedIn(first, one);
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
  if (expected.evidence) {
    assert.match(problem.evidence.map(({ text }) => text).join('\n'), expected.evidence);
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
