import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type PresetName } from '../../pkg/event/src/index.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { find, groups, push } from './loki.ts';
import { PROGRAMS, storedBy, storedByUs } from './programs.ts';

const JOB = 'job="integrations/kubernetes/eventhandler"';
/** Distinguishes the events of the samples, whatever else a line has. */
const CHART_LINE = '| line_format "{{.kind}} {{.name}} {{.reason}} {{.type}} {{.msg}} on {{.sourcehost}}"';
const OTEL_LINE = '| line_format "{{.k8s_object_kind}} {{.k8s_object_name}} {{.k8s_event_reason}} {{.severity_text}}"';

interface Queries {
  program: string;
  /** Lines, which are compared. */
  lines: readonly string[];
  /** Counts, with the labels that they are by. */
  counts: ReadonlyArray<readonly [query: string, ...by: string[]]>;
}

/** Queries as dashboards, alert rules and people have them for what another program stores. */
const QUERIES: Partial<Record<PresetName, Queries>> = {
  'k8s-monitoring': {
    program: 'k8s-monitoring-logfmt',
    lines: [
      `{cluster="eu", ${JOB}} | logfmt ${CHART_LINE}`,
      `{k8s_cluster_name="eu", source="kubernetes-events", level="Warning"} | logfmt ${CHART_LINE}`,
      `{${JOB}, namespace="shop", level="Info"} | logfmt | kind="Pod" ${CHART_LINE}`,
      `{${JOB}, reason=~"BackOff|Failed"} |= "worker-0" | logfmt ${CHART_LINE}`,
      `{${JOB}} | name="web-7f9c5-x2x4p" | logfmt ${CHART_LINE}`,
      `{${JOB}} | node="node-2" | logfmt | type!="Normal" ${CHART_LINE}`,
      `{${JOB}} |~ "(?i)liveness probe" | logfmt ${CHART_LINE}`,
    ],
    counts: [
      [`sum by (node) (count_over_time({cluster="eu", ${JOB}} | node!="" [1h]))`, 'node'],
      [`sum by (reason) (count_over_time({${JOB}, level="Warning", namespace=~"shop|payments"}[1h]))`, 'reason'],
      [`sum by (namespace, level) (count_over_time({${JOB}}[1h]))`, 'namespace', 'level'],
      [`topk(9, sum by (kind, name) (count_over_time({${JOB}} | logfmt kind, name [1h])))`, 'kind', 'name'],
      [`sum by (sourcehost) (count_over_time({${JOB}} | logfmt | sourcehost!="" [1h]))`, 'sourcehost'],
      [`max by (name) (max_over_time({${JOB}, reason="BackOff"} | logfmt | unwrap count [1h]))`, 'name'],
      [`sum by (detected_level) (count_over_time({${JOB}}[1h]))`, 'detected_level'],
    ],
  },
  otel: {
    program: 'otel-attributes',
    lines: [
      `{service_name=~".+"} | k8s_event_reason="BackOff" ${OTEL_LINE}`,
      `{service_name=~".+"} | severity_text="Warning" | k8s_namespace_name=~"shop|payments" ${OTEL_LINE}`,
      `{service_name=~".+"} | k8s_object_kind="Pod" | k8s_object_name=~"worker-.+" |= "probe" ${OTEL_LINE}`,
      `{service_name=~".+"} | k8s_object_uid="uid-worker-0" ${OTEL_LINE}`,
      `{service_name=~".+"} | severity_number >= 13 | k8s_object_fieldpath!="" ${OTEL_LINE}`,
      `{service_name=~".+"} | line_format "{{.k8s_event_name}} {{.k8s_event_uid}} since {{.k8s_event_start_time}}"`,
    ],
    counts: [
      ['sum by (k8s_event_reason) (count_over_time({service_name=~".+"}[1h]))', 'k8s_event_reason'],
      [
        'sum by (k8s_namespace_name, k8s_object_kind) (count_over_time({service_name=~".+"} | severity_text="Warning" [1h]))',
        'k8s_namespace_name',
        'k8s_object_kind',
      ],
      [
        'max by (k8s_object_name) (max_over_time({service_name=~".+"} | k8s_event_count > 1 | unwrap k8s_event_count [1h]))',
        'k8s_object_name',
      ],
      ['sum by (severity_number) (count_over_time({service_name=~".+"}[1h]))', 'severity_number'],
    ],
  },
};

/** A real Loki with two tenants for each preset: one has what the program stored of some events, the other one what we do. */
describe('queries made for another program find the same events of this collector with its names:', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'presets-test-'));
  const nowMs = Date.now();
  let stack: Stack;

  before(async () => {
    stack = await startStack({ name: 'presets', data, only: ['loki'], lokiConfig: { auth_enabled: true } });
    for (const [preset, { program: name }] of Object.entries(QUERIES)) {
      const program = PROGRAMS.find((one) => one.name === name)!;
      const { entries, events } = storedBy(program, {}, nowMs);
      await push(stack.lokiUrl, entries, name);
      const same = events.map(({ event }) => event);
      await push(stack.lokiUrl, storedByUs({ cluster: 'eu' }, nowMs, preset as PresetName, same).entries, preset);
    }
  });
  after(async () => {
    await stack.down();
    rmSync(data, { recursive: true, force: true });
  });

  for (const [preset, { program, lines, counts }] of Object.entries(QUERIES)) {
    describe(preset, () => {
      for (const query of lines) {
        it(query, async () => {
          const [theirs, ours] = await Promise.all(
            [program, preset].map(async (tenant) =>
              (await find(stack.lokiUrl, query, { tenant })).map(({ line }) => line).sort()
            )
          );
          assert.ok(theirs!.length > 0);
          assert.deepEqual(ours, theirs);
        });
      }
      for (const [query, ...by] of counts) {
        it(query, async () => {
          const [theirs, ours] = await Promise.all(
            [program, preset].map((tenant) => groups(stack.lokiUrl, query, by, tenant))
          );
          assert.ok(Object.keys(theirs!).length > 0);
          assert.deepEqual(ours, theirs);
        });
      }
    });
  }
});
