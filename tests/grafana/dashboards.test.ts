import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parser as promql } from '@prometheus-io/lezer-promql';
import { createMetrics } from '../../backend-sidecar/src/telemetry/metrics.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { push } from '../loki/loki.ts';
import { passing, troubledHours } from './events.ts';
import { type Dashboard, dashboards, includes, type Panel, panelsOf, read } from './files.ts';
import { filledIn, lokiTargets } from './targets.ts';
import { ask, parsed } from './loki.ts';

describe('every bundled dashboard', () => {
  it('is known to the plugin by its uid', () => {
    assert.deepEqual(
      includes.map(({ uid, name }) => [uid, name]),
      dashboards.map(({ uid, title }) => [uid, title])
    );
    assert.equal(new Set(includes.map(({ uid }) => uid)).size, 6);
  });

  for (const dashboard of dashboards) {
    describe(dashboard.title, () => {
      it('can be imported as it is', () => {
        assert.equal(dashboard.id, undefined);
        assert.equal(dashboard.__inputs, undefined);
        assert.equal(dashboard.schemaVersion, 42);
        assert.ok(dashboard.uid.length <= 40);
      });

      it('has its panels side by side, each with an id and a word on what it says', () => {
        const panels = panelsOf(dashboard);
        assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
        for (const { gridPos, type, title, description, fieldConfig } of panels) {
          assert.ok(gridPos.x + gridPos.w <= 24, title);
          if (!['row', 'text'].includes(type)) {
            assert.ok(description && description.length > 20, `${title} has a description`);
            assert.ok(fieldConfig?.defaults.noValue, `${title} says something where there is no data`);
          }
        }
        assert.deepEqual(overlaps(dashboard.panels), []);
      });

      it('links only to dashboards and pages that there are', () => {
        const text = JSON.stringify(dashboard);
        const uids = [...text.matchAll(/\/d\/([\w-]+)/g)].map(([, uid]) => uid);
        const pages = [...text.matchAll(/\/a\/lokievents-kubernetes-app\/(\w+)/g)].map(([, page]) => page);
        assert.ok(pages.length > 0);
        for (const uid of uids) {
          assert.ok(
            includes.some((include) => include.uid === uid),
            `${uid} is there`
          );
        }
        for (const page of pages) {
          assert.match(read('src/app/App.tsx'), new RegExp(`"${page}[/"]`), `the page ${page} is there`);
        }
      });
    });
  }
});

function overlaps(panels: readonly Panel[]): string[] {
  const apart = ({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean =>
    a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
  return panels.flatMap((one, at) =>
    panels
      .slice(at + 1)
      .filter((other) => !apart(one, other))
      .map((other) => `${one.title} over ${other.title}`)
  );
}

describe('what dashboards ask of a real Loki', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'dashboards-test-'));
  let stack: Stack;
  before(async () => {
    stack = await startStack({ name: 'dashboards', data, only: ['loki'] });
    await push(stack.lokiUrl, [...troubledHours(), ...passing()]);
  });
  after(async () => {
    await stack.down();
    rmSync(data, { recursive: true, force: true });
  });

  for (const dashboard of dashboards) {
    for (const { panel, target } of lokiTargets(dashboard)) {
      it(`gives data: ${dashboard.title}, ${panel.title}`, async () => {
        const expr = filledIn(target.expr, dashboard);
        const found = await ask(stack.lokiUrl, expr, target.queryType ?? 'range', target.maxLines);
        assert.ok(found.length > 0, expr);
        assert.ok(await parsed(stack.lokiUrl, expr));
      });
    }

    for (const { name, expr = '' } of dashboard.annotations.list.filter((annotation) => annotation.expr)) {
      it(`gives annotations: ${dashboard.title}, ${name}`, async () => {
        const found = await ask(stack.lokiUrl, filledIn(expr, dashboard), 'range');
        assert.ok(found.length > 0);
        assert.ok(found.every(({ stream }) => stream?.reason && stream.name));
      });
    }
  }

  const overview = dashboards.find(({ uid }) => uid.endsWith('overview')) as Dashboard;
  const workload = dashboards.find(({ uid }) => uid.endsWith('workload')) as Dashboard;
  const exprOf = (dashboard: Dashboard, title: string): string =>
    panelsOf(dashboard).find((panel) => panel.title === title)?.targets?.[0]?.expr ?? '';
  const total = async (expr: string): Promise<number> =>
    (await ask(stack.lokiUrl, expr, 'instant')).reduce((sum, { value }) => sum + Number(value?.[1]), 0);

  it('is what the variables leave, also where the stream guard moved a label to the metadata', async () => {
    const base = { service_name: 'kubernetes-events', _kind: 'Pod', _type: 'Normal', _namespace: 'guarded' };
    const now = BigInt(Date.now()) * 1_000_000n;
    await push(stack.lokiUrl, [
      { labels: { ...base, _host: 'g1' }, timestampNs: now, line: 'a', metadata: { increment: '3' } },
      { labels: base, timestampNs: now + 1n, line: 'b', metadata: { increment: '4', _host: 'g1' } },
      { labels: base, timestampNs: now + 2n, line: 'c', metadata: { increment: '5', _host: 'g2' } },
      { labels: base, timestampNs: now + 3n, line: 'another collector', metadata: {} },
    ]);
    const expr = exprOf(overview, 'Occurrences');
    const count = (chosen: Record<string, string>) =>
      total(filledIn(expr, overview, { namespace: 'guarded', ...chosen }));
    assert.equal(await count({}), 13);
    assert.equal(await count({ host: 'g1' }), 7);
    assert.equal(await count({ host: 'g1|g2' }), 12);
    assert.equal(await count({ host: 'g1', type: 'Warning' }), 0);
  });

  it('is of the chosen workload, and of the object if the collector adds no workload', async () => {
    const expr = exprOf(workload, 'Workloads');
    const names = async (chosen: string) =>
      (await ask(stack.lokiUrl, filledIn(expr, workload, { workload: chosen }), 'instant')).map(
        ({ metric }) => metric?.workload
      );
    assert.deepEqual(await names('Deployment/web'), ['Deployment/web']);
    assert.deepEqual(await names('Pod/big-1'), ['Pod/big-1']);
  });

  const workloadTables = dashboards.flatMap((dashboard) =>
    lokiTargets(dashboard)
      .filter(({ panel, target }) => panel.type === 'table' && /\bby \([^)]*\bworkload\b/.test(target.expr))
      .map((table) => ({ dashboard, ...table }))
  );

  it('has tables of workloads at all', () => assert.equal(workloadTables.length, 3));

  for (const { dashboard, panel, target } of workloadTables) {
    it(`distinguishes workloads of one name in two clusters: ${dashboard.title}, ${panel.title}`, async () => {
      const base = { service_name: 'kubernetes-events', _kind: 'Pod', _type: 'Warning', _namespace: 'twice' };
      const now = BigInt(Date.now()) * 1_000_000n;
      const metadata = { workload: 'Deployment/twice', increment: '2' };
      await push(stack.lokiUrl, [
        { labels: { ...base, cluster: 'eu' }, timestampNs: now, line: target.refId + panel.id, metadata },
        { labels: { ...base, cluster: 'us' }, timestampNs: now, line: target.refId + panel.id, metadata },
      ]);
      const expr = filledIn(target.expr, dashboard, { namespace: 'twice' });
      const found = await ask(stack.lokiUrl, expr, 'instant');
      assert.deepEqual(found.map(({ metric }) => metric?.cluster).sort(), ['eu', 'us']);
      for (const [link] of JSON.stringify(panel.fieldConfig).matchAll(/"url":"[^"]*"/g)) {
        assert.match(link, /cluster(=|%3D)\$\{__data\.fields\.Cluster/, link);
        assert.match(link, /namespace(=|%3D)\$\{__data\.fields\.Namespace/, link);
      }
    });
  }
});

describe('what dashboards ask of a Prometheus', () => {
  const known = createMetrics();
  const targets = dashboards.flatMap((dashboard) =>
    panelsOf(dashboard).flatMap(({ title, targets = [] }) =>
      targets
        .filter(({ datasource }) => datasource.type === 'prometheus')
        .map(({ expr }) => ({ title, expr, dashboard }))
    )
  );

  it('is asked at all', () => assert.ok(targets.length > 10));

  for (const { title, expr, dashboard } of targets) {
    it(`is PromQL, of metrics that the collector has: ${title}: ${expr}`, async () => {
      const query = filledIn(expr, dashboard);
      const wrong: string[] = [];
      promql
        .parse(query)
        .iterate({ enter: ({ type, from, to }) => void (type.isError && wrong.push(query.slice(from, to))) });
      assert.deepEqual(wrong, []);
      const text = await known.registry.metrics();
      const names = query.match(/kubernetes_events_collector_\w+/g) ?? [];
      assert.ok(names.length > 0);
      for (const name of names) {
        assert.match(text, new RegExp(`# TYPE ${name.replace(/_(?:bucket|count|sum)$/, '')} `));
      }
    });
  }
});
