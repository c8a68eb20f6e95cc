import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { recordOf } from '../../pkg/event/src/index.ts';
import { type EventQuery } from '../../pkg/logql/src/index.ts';
import { ruleQueries } from '../../src/extensions/alertRule.ts';
import { annotationOf } from '../../src/extensions/annotation.ts';
import { panelOf } from '../../src/extensions/dashboardPanel.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { find, groups, push } from './loki.ts';
import { type Compared, comparedOf, PROGRAMS, storedBy, storedByUs } from './programs.ts';

const sorted = (records: readonly Compared[]): string[] => records.map((record) => JSON.stringify(record)).sort();

function countsOf(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  texts.forEach((text) => (counts[text] = (counts[text] ?? 0) + 1));
  return counts;
}

/** What pages make of a query for the rest of Grafana, on what other programs, and later this collector, stored in a real Loki. */
describe('what pages make for the events of other programs', { timeout: 300_000 }, () => {
  const data = mkdtempSync(path.join(tmpdir(), 'made-by-pages-test-'));
  const nowMs = Date.now();
  const own = storedByUs({ set: 'own' }, nowMs);
  let stack: Stack;

  before(async () => {
    stack = await startStack({ name: 'made-by-pages', data, only: ['loki'] });
    await push(stack.lokiUrl, own.entries);
    for (const program of PROGRAMS) {
      await push(stack.lokiUrl, storedBy(program, { set: program.name }, nowMs).entries);
    }
  });
  after(async () => {
    await stack.down();
    rmSync(data, { recursive: true, force: true });
  });

  for (const program of PROGRAMS) {
    describe(`as stored in ${program.name}`, () => {
      const records = [...storedBy(program, {}, nowMs).events, ...own.events].map(({ expected }) => expected);
      // What the page knows of the streams is from before this collector stored anything.
      const query: EventQuery = {
        base: [{ label: 'set', op: '=~', value: `${program.name}|own` }],
        shapes: [program.shape],
      };

      it('an alert rule counts them', async () => {
        const expr = ruleQueries('loki', query)[0]?.model.expr?.replace('[5m]', '[1h]') ?? '';
        const wanted = records.map(({ cluster, namespace, reason }) => [cluster, namespace, reason].join('|'));
        assert.deepEqual(
          await groups(stack.lokiUrl, expr, ['cluster', '_namespace', 'reason']),
          countsOf(wanted),
          expr
        );
      });

      it('an annotation marks them, with what its title and its tags say', async () => {
        const { expr } = JSON.parse(annotationOf('loki', 'Events', query)) as { expr: string };
        const marks = (await find(stack.lokiUrl, expr)).map(({ labels }) =>
          ['reason', '_kind', 'name', '_namespace', '_type'].map((field) => labels[field] ?? '').join('|')
        );
        const wanted = records.map(({ reason, kind, name, namespace, type }) =>
          [reason, kind, name, namespace, type].join('|')
        );
        assert.deepEqual(marks.sort(), wanted.sort(), expr);
      });

      it('panels on a dashboard list and count them', async () => {
        const exprOf = (shape: 'table' | 'count'): string => {
          const [target] = panelOf(shape, 'loki', 'Events', query).targets as Array<{ expr: string }>;
          return target?.expr.replace('$__auto', '1h') ?? '';
        };
        const listed = (await find(stack.lokiUrl, exprOf('table'))).map(recordOf);
        assert.deepEqual(sorted(listed.map(comparedOf)), sorted(records), exprOf('table'));
        const counted = await groups(stack.lokiUrl, exprOf('count'), ['_type']);
        assert.deepEqual(counted, countsOf(records.map(({ type }) => type)), exprOf('count'));
      });
    });
  }
});
