import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as z from 'zod';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { push } from '../loki/loki.ts';
import { passing, recovered, troubledHours } from './events.ts';
import { dashboards, panelsOf, read, yamlOf } from './files.ts';
import { ask, parsed } from './loki.ts';

const GRAFANA = 'provisioning/alerting/kubernetes-events.yaml';
const RULER = 'deploy/loki/rules/kubernetes-events.yaml';

const duration = z.string().regex(/^(\d+[smhdw])+$/);
const query = z.strictObject({
  refId: z.string(),
  datasourceUid: z.enum(['loki', '__expr__']),
  queryType: z.literal('instant').optional(),
  relativeTimeRange: z.strictObject({ from: z.int().min(0), to: z.literal(0) }),
  model: z.looseObject({ refId: z.string(), expr: z.string().optional() }),
});

/** Source: https://github.com/grafana/grafana/blob/v12.3.0/pkg/services/provisioning/alerting/rules_types.go */
const PROVISIONED = z.strictObject({
  apiVersion: z.literal(1),
  groups: z.array(
    z.strictObject({
      orgId: z.literal(1),
      name: z.string().min(1),
      folder: z.string().min(1),
      interval: duration,
      rules: z.array(
        z.strictObject({
          uid: z.string().regex(/^[\w-]{1,40}$/),
          title: z.string().min(1).max(190),
          condition: z.string(),
          dashboardUid: z.string(),
          panelId: z.int(),
          for: duration,
          keepFiringFor: duration,
          noDataState: z.enum(['OK', 'NoData', 'Alerting', 'KeepLast']),
          execErrState: z.enum(['OK', 'Error', 'Alerting', 'KeepLast']),
          missing_series_evals_to_resolve: z.int().min(1).optional(),
          labels: z.record(z.string(), z.string()),
          annotations: z.record(z.string(), z.string()),
          data: z.array(query).min(2),
        })
      ),
    })
  ),
});

const rules = PROVISIONED.parse(yamlOf(GRAFANA)).groups.flatMap((group) => group.rules);
type Rule = (typeof rules)[number];
const exprOf = ({ data }: Rule): string => data[0]?.model.expr ?? '';
const thresholdOf = ({ data }: Rule): { type: string; params: number[] } =>
  (data[1]?.model.conditions as Array<{ evaluator: { type: string; params: number[] } }>)[0]?.evaluator ?? {
    type: '',
    params: [],
  };

function breaks(rule: Rule, value: number): boolean {
  const { type, params } = thresholdOf(rule);
  return type === 'gt' ? value > (params[0] ?? NaN) : value < (params[0] ?? NaN);
}

describe('the alert rules for Grafana', () => {
  it('ask the data source that is provisioned', () => {
    const { datasources } = yamlOf('provisioning/datasources/loki.yaml') as { datasources: Array<{ uid: string }> };
    assert.deepEqual(
      datasources.map(({ uid }) => uid),
      ['loki']
    );
  });

  it('have ids of their own, and point to a panel', () => {
    assert.equal(rules.length, 10);
    assert.equal(new Set(rules.map(({ uid }) => uid)).size, rules.length);
    for (const { dashboardUid, panelId, title } of rules) {
      const dashboard = dashboards.find(({ uid }) => uid === dashboardUid);
      assert.ok(dashboard && panelsOf(dashboard).some(({ id }) => id === panelId), title);
    }
  });

  for (const rule of rules) {
    it(`say what it means, what to look at, and where: ${rule.title}`, () => {
      const { summary = '', description = '', events_url: link = '', runbook_url: runbook = '' } = rule.annotations;
      const { problem_url: problem = '' } = rule.annotations;
      assert.match(summary, /\{\{ \$labels\.(object|cluster) \}\}/);
      assert.match(description, /Usual causes:\n- .+/);
      assert.match(description, /Look at:\n {4}kubectl /);
      assert.match(link, /externalURL \}\}\/a\/lokievents-kubernetes-app\/events\?from=now-\d+h\{\{ with/);
      assert.ok(rule.noDataState === 'Alerting' || runbook.includes('/reasons?entry='));
      // That no events arrive is no problem of the cluster's.
      assert.equal(problem.includes('/problems?from=now-'), rule.noDataState === 'OK');
    });
  }

  it('write a label into a link only if the alert has it, and look back further than the rule', () => {
    for (const { annotations, data, title } of rules) {
      const links = Object.entries(annotations).filter(([name]) => name.endsWith('_url'));
      for (const [name, link] of links.filter(([, text]) => text.includes('$labels'))) {
        const outside = link.replace(/\{\{ with \$labels\.\w+ \}\}&var-\w+=\{\{ urlquery \. \}\}\{\{ end \}\}/g, '');
        assert.ok(!outside.includes('$labels'), `${title}: ${name}`);
        const hours = Number(/from=now-(\d+)h/.exec(link)?.[1]);
        assert.ok(hours * 3600 > (data[0]?.relativeTimeRange.from ?? Infinity), `${title}: ${name}`);
      }
    }
  });

  it('hold that no data is good, but for the collector itself', () => {
    const alarmed = rules.filter(({ noDataState }) => noDataState === 'Alerting').map(({ uid }) => uid);
    assert.deepEqual(alarmed, ['kubernetes-events-collector-silent']);
  });
});

describe('the alert rules on a real Loki', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'alerting-test-'));
  let stack: Stack;
  before(async () => {
    const folder = path.join(data, 'rules');
    mkdirSync(path.join(folder, 'fake'), { recursive: true });
    // Evaluated at once, and not when a minute or five are over.
    const soon = read(RULER).replace(/interval: \dm/g, 'interval: 1s');
    writeFileSync(path.join(folder, 'fake/kubernetes-events.yaml'), soon);
    stack = await startStack({
      name: 'alerting',
      data,
      only: ['loki'],
      lokiConfig: {
        ruler: {
          storage: { type: 'local', local: { directory: folder } },
          rule_path: path.join(data, 'rules-read'),
          enable_api: true,
          evaluation_interval: '1s',
          external_url: 'http://grafana.example',
        },
      },
    });
  });
  after(async () => {
    await stack.down();
    rmSync(data, { recursive: true, force: true });
  });

  const firing = async (rule: Rule): Promise<string[]> =>
    (await ask(stack.lokiUrl, exprOf(rule), 'instant'))
      .filter(({ value }) => breaks(rule, Number(value?.[1])))
      .map(({ metric }) => [metric?.namespace, metric?.object].filter(Boolean).join(' '));

  const byUid = (name: string): Rule => rules.find(({ uid }) => uid === `kubernetes-events-${name}`) as Rule;

  it('find nothing in an empty Loki; where nothing is there at all, only the collector is missed', async () => {
    for (const rule of rules) {
      assert.deepEqual(await ask(stack.lokiUrl, exprOf(rule), 'instant'), [], rule.title);
    }
    const missed = rulerRules().filter(({ alert }) => alert === 'KubernetesEventsNoEventsArrive');
    assert.equal(missed.length, 1);
    for (const { alert, expr } of rulerRules()) {
      const found = await ask(stack.lokiUrl, expr, 'instant');
      assert.equal(found.length, alert === 'KubernetesEventsNoEventsArrive' ? 1 : 0, alert);
    }
  });

  it('stay quiet on troubles that pass by themselves', async () => {
    await push(stack.lokiUrl, [...passing(), ...recovered()]);
    for (const rule of rules) {
      assert.deepEqual(await firing(rule), [], rule.title);
    }
  });

  it('fire on troubles that stay, each for its own object', async () => {
    await push(stack.lokiUrl, troubledHours());
    assert.deepEqual(await firing(byUid('crash-loop')), ['shop Deployment/web']);
    assert.deepEqual(await firing(byUid('container-oom')), ['shop Deployment/web']);
    // One entry that stands for 21 deaths, and one death of another workload.
    assert.deepEqual(await firing(byUid('restart-storm')), ['shop Deployment/api']);
    assert.deepEqual(await firing(byUid('failed-mount')), ['shop Deployment/web']);
    assert.deepEqual(await firing(byUid('image-pull')), ['shop Deployment/web']);
    assert.ok((await firing(byUid('eviction'))).includes('shop Deployment/web'));
    assert.ok((await firing(byUid('unschedulable'))).includes('shop Pod/big-1'));
    assert.ok(!(await firing(byUid('unschedulable'))).includes('shop Pod/calm-2'));
    assert.deepEqual(await firing(byUid('out-of-memory')), ['shop Node/n1']);
    assert.deepEqual(await firing(byUid('node-not-ready')), ['Node/n1']);
    assert.deepEqual(await firing(byUid('collector-silent')), []);
  });

  it('miss a cluster that falls silent while others speak', async () => {
    const ago = BigInt(Date.now() - 45 * 60_000) * 1_000_000n;
    const labels = { service_name: 'kubernetes-events', _kind: 'Pod', cluster: 'eu' };
    await push(stack.lokiUrl, [{ labels, timestampNs: ago, line: 'x', metadata: {} }]);
    const silent = (await ask(stack.lokiUrl, exprOf(byUid('collector-silent')), 'instant')).filter(({ value }) =>
      breaks(byUid('collector-silent'), Number(value?.[1]))
    );
    assert.deepEqual(
      silent.map(({ metric }) => metric?.cluster),
      ['eu']
    );
    const ruler = rulerRules().find(({ alert }) => alert === 'KubernetesEventsNoEventsArrive');
    const missed = await ask(stack.lokiUrl, ruler?.expr ?? '', 'instant');
    assert.deepEqual(
      missed.map(({ metric }) => metric?.cluster),
      ['eu']
    );
  });

  it("are read by Loki's parser, and by its ruler, which evaluates them without an error", async () => {
    for (const { expr } of rulerRules()) {
      assert.ok(await parsed(stack.lokiUrl, expr));
    }
    const loaded = await evaluated();
    assert.deepEqual(
      loaded.map(({ name }) => name).sort(),
      rulerRules()
        .map(({ alert }) => alert)
        .sort()
    );
    assert.deepEqual(
      loaded.filter(({ health }) => health !== 'ok'),
      []
    );
    const mount = loaded.find(({ name }) => name === 'KubernetesEventsVolumeCannotBeMounted');
    assert.equal(mount?.alerts[0]?.annotations.summary, 'Pods of Deployment/web in shop wait for a volume');
    assert.match(
      mount?.alerts[0]?.annotations.events_url ?? '',
      /^http:\/\/grafana\.example\/a\/lokievents-kubernetes-app\/events\?from=now-3h&var-namespace=shop&/
    );
    assert.equal(
      mount?.alerts[0]?.annotations.problem_url,
      'http://grafana.example/a/lokievents-kubernetes-app/problems?from=now-3h&var-namespace=shop&var-workload=Deployment%2Fweb'
    );
  });

  interface Loaded {
    name: string;
    health: string;
    lastError?: string;
    alerts: Array<{ annotations: Record<string, string> }>;
  }

  /** What the ruler has loaded, when it has evaluated each once, and the troubles too. */
  async function evaluated(): Promise<Loaded[]> {
    for (const deadline = Date.now() + 60_000; ;) {
      const response = await fetch(`${stack.lokiUrl}/prometheus/api/v1/rules`);
      const { data: found } = (await response.json()) as { data: { groups: Array<{ rules: Loaded[] }> } };
      const all = found.groups.flatMap((group) => group.rules);
      const mount = all.find(({ name }) => name === 'KubernetesEventsVolumeCannotBeMounted');
      if (all.length > 0 && all.every(({ health }) => health !== 'unknown') && (mount?.alerts.length ?? 0) > 0) {
        return all;
      }
      assert.ok(Date.now() < deadline, `the ruler has not evaluated all: ${JSON.stringify(all)}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
});

function rulerRules(): Array<{ alert: string; expr: string }> {
  const { groups } = yamlOf(RULER) as { groups: Array<{ rules: Array<{ alert: string; expr: string }> }> };
  return groups.flatMap((group) => group.rules);
}

describe("the rules for Loki's ruler", () => {
  it('are those for Grafana', () => {
    assert.equal(rulerRules().length, rules.length);
    assert.ok(read(RULER).includes('keep_firing_for: 10m'));
  });
});
