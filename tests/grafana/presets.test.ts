import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  type Entry,
  entryOf,
  type PresetName,
  PRESETS,
  readLine,
  withStaticLabels,
} from '../../pkg/event/src/index.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { push } from '../loki/loki.ts';
import { passing, recovered, troubledHours } from './events.ts';
import { dashboards, read, yamlOf } from './files.ts';
import { ask } from './loki.ts';
import { filledIn, lokiTargets } from './targets.ts';

const NAMES = Object.keys(PRESETS) as PresetName[];

interface Rules {
  groups: Array<{ rules: Array<{ expr: string }> }>;
}
interface Provisioned {
  groups: Array<{ rules: Array<{ data: Array<{ model: { expr?: string } }> }> }>;
}

/** Every query that we ship, with the part that it is of. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  dashboards: dashboards.flatMap((dashboard) => [
    // Bytes are what names are stored in.
    ...lokiTargets(dashboard).flatMap(({ target: { expr } }) =>
      expr.includes('bytes_over_time') ? [] : filledIn(expr, dashboard)
    ),
    ...dashboard.annotations.list.flatMap(({ expr }) => (expr ? [filledIn(expr, dashboard)] : [])),
  ]),
  'alert rules of Grafana': (yamlOf('provisioning/alerting/kubernetes-events.yaml') as Provisioned).groups
    .flatMap(({ rules }) => rules.flatMap(({ data }) => data))
    .flatMap(({ model: { expr } }) => expr ?? [])
    .filter((expr) => expr.includes('{')),
  'alert rules of Loki': (yamlOf('deploy/loki/rules/kubernetes-events.yaml') as Rules).groups.flatMap(({ rules }) =>
    rules.map(({ expr }) => expr)
  ),
  cookbook: [...read('docs/query-cookbook.md').matchAll(/^```logql\n([^]*?)\n```$/gm)].map(([, query = '']) => query),
};

/** The same entry with the names of another program. */
function withNames({ line, timestampNs, metadata }: Entry, labelPreset: PresetName): Entry {
  const preset = PRESETS[labelPreset];
  const { event } = readLine(line, timestampNs);
  const own = entryOf(event, 1).metadata;
  const further = Object.fromEntries(Object.entries(metadata).filter(([name]) => !(name in own)));
  const options = { labelPreset, staticLabels: withStaticLabels(preset, { cluster: 'eu' }), format: preset.format };
  return { ...entryOf(event, Number(metadata.increment ?? 1), options, further), timestampNs };
}

describe('with the names of another program, the same is found by the queries of our', { timeout: 300_000 }, () => {
  const data = mkdtempSync(path.join(tmpdir(), 'named-test-'));
  let stack: Stack;

  before(async () => {
    stack = await startStack({ name: 'named', data, only: ['loki'], lokiConfig: { auth_enabled: true } });
    const entries = [...troubledHours(), ...passing(), ...recovered()];
    for (const name of NAMES) {
      await push(
        stack.lokiUrl,
        entries.map((entry) => withNames(entry, name)),
        name
      );
    }
  });
  after(async () => {
    await stack.down();
    rmSync(data, { recursive: true, force: true });
  });

  /** What a query finds right now: series with their values, or how many lines. Of equals, any may be among the first. */
  async function found(query: string, tenant: PresetName): Promise<string[]> {
    const isLog = /^\{/.test(query.trim());
    const all = query.replace(/topk\(\d+/, 'topk(1000');
    const series = await ask(
      stack.lokiUrl,
      isLog ? `sum(count_over_time(${query} [3h]))` : all,
      'instant',
      1000,
      tenant
    );
    return series.map(({ metric, value }) => JSON.stringify([metric, value?.[1]])).sort();
  }

  for (const [part, queries] of Object.entries(QUERIES)) {
    it(`${part}, all ${queries.length} of them`, async () => {
      let some = 0;
      for (const query of queries) {
        const [usual = [], ...others] = await Promise.all(NAMES.map((name) => found(query, name)));
        some += usual.length > 0 ? 1 : 0;
        for (const other of others) {
          assert.deepEqual(other, usual, query);
        }
      }
      assert.ok(some > queries.length / 2, `${some} of ${queries.length} find something`);
    });
  }
});
