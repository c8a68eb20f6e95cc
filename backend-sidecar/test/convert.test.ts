import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { CONFIG } from '../src/config/schema.ts';
import { convert } from '../src/convert/convert.ts';
import { filterOf } from '../src/pipeline/filter.ts';

const EVERYTHING = `
logLevel: warn
logFormat: json
maxEventAgeSeconds: 60
kubeQPS: 100
clusterName: eu-1
leaderElection: { enabled: true, leaderElectionID: exporter }
route:
  routes:
    - match: [{ receiver: dump }]
    - drop: [{ type: Normal }]
      match: [{ receiver: chat }]
receivers:
  - name: dump
    loki:
      url: http://loki:3100/loki/api/v1/push
      headers: { X-Scope-OrgID: team-a, X-Source: events, Content-Type: application/json, X-Kind: '{{ .InvolvedObject.Kind }}' }
      streamLabels: { job: events, namespace: '{{ .Namespace }}' }
      layout: { message: '{{ .Message }}' }
      tls: { caFile: /ca.crt, insecureSkipVerify: false }
  - name: chat
    slack: { token: xoxb-1, channel: '#ops' }
`;

const settingsOf = (text: string): ReturnType<typeof CONFIG.parse> => CONFIG.parse(parse(convert(text).text));

const event = (values: Record<string, string>): Parameters<ReturnType<typeof filterOf>>[0] => ({
  metadata: { namespace: values.namespace },
  involvedObject: { kind: values.kind, apiVersion: values.apiVersion },
  reason: values.reason,
  type: values.type ?? 'Normal',
  message: values.message,
  source: { component: values.component, host: values.host },
});

/** Whether the filters of a converted configuration keep an event. */
function keeps(text: string, values: Record<string, string>): boolean {
  const { filters } = settingsOf(text);
  return filterOf(filters.include, filters.exclude)(event(values));
}

const routed = (route: string): string => `route:
${route}
receivers:
  - { name: loki, loki: { url: 'http://loki:3100' } }
  - { name: chat, slack: { token: t, channel: c } }`;

describe("kubernetes-event-exporter's configuration becomes one of the collector:", () => {
  it('Loki with its address, tenant, headers, labels and certificates; log level, cluster, leader election', () => {
    const config = settingsOf(EVERYTHING);
    const { url, tenant, headers, tls } = config.receivers.loki!;
    assert.deepEqual([url, tenant, headers], ['http://loki:3100/loki/api/v1/push', 'team-a', { 'X-Source': 'events' }]);
    assert.equal(tls.caFile, '/ca.crt');
    assert.deepEqual([config.log, config.cluster, config.staticLabels], ['warn', 'eu-1', { job: 'events' }]);
    assert.equal(config.leaderElection.enabled, true);
    assert.deepEqual([config.filters.include, config.filters.exclude], [[], []]);
  });

  it('names what is not converted', () => {
    const { notes } = convert(EVERYTHING);
    for (const name of [
      'logFormat',
      'maxEventAgeSeconds',
      'kubeQPS',
      'leaderElection.leaderElectionID',
      'receivers.dump (loki): header X-Kind',
      'receivers.dump (loki): stream label namespace',
      'receivers.dump (loki): layout',
      'receivers.chat (slack)',
    ]) {
      assert.equal(
        notes.filter((note) => note.startsWith(`${name}: left out: `)).length,
        1,
        `${name}: ${notes.join('\n')}`
      );
    }
    assert.equal(notes.length, 8);
  });

  it('its rules match anywhere in a value, and all of a rule must', () => {
    const text = routed(`  drop: [{ namespace: test, type: Normal }, { reason: '^Pulled$' }]
  match: [{ kind: 'Pod|Deployment', receiver: loki }]`);
    assert.equal(keeps(text, { kind: 'Pod', namespace: 'shop' }), true);
    assert.equal(keeps(text, { kind: 'PodDisruptionBudget', namespace: 'shop' }), true);
    assert.equal(keeps(text, { kind: 'Node', namespace: 'shop' }), false);
    assert.equal(keeps(text, { kind: 'Pod', namespace: 'my-test-1' }), false);
    assert.equal(keeps(text, { kind: 'Pod', namespace: 'my-test-1', type: 'Warning' }), true);
    assert.equal(keeps(text, { kind: 'Pod', reason: 'Pulled' }), false);
    assert.equal(keeps(text, { kind: 'Pod', reason: 'NotPulled' }), true);
    assert.deepEqual(convert(text).notes, [
      'receivers.chat (slack): left out: ' + "alert from Grafana or from Loki's ruler instead",
    ]);
  });

  it('a tree of routes: each way to Loki is one rule, with the conditions on the way', () => {
    const text = routed(`  match: [{ type: Warning }]
  routes:
    - match: [{ kind: Pod }]
      routes: [{ match: [{ reason: BackOff, receiver: loki }] }, { match: [{ receiver: chat }] }]
    - match: [{ kind: Node, receiver: loki }]`);
    assert.equal(keeps(text, { type: 'Warning', kind: 'Pod', reason: 'BackOff' }), true);
    assert.equal(keeps(text, { type: 'Warning', kind: 'Pod', reason: 'Failed' }), false);
    assert.equal(keeps(text, { type: 'Normal', kind: 'Node' }), false);
    assert.equal(keeps(text, { type: 'Warning', kind: 'Node' }), true);
  });

  it('two conditions on one field must both hold', () => {
    const text = routed(`  match: [{ reason: Failed }]
  routes: [{ match: [{ reason: Mount, receiver: loki }] }]`);
    assert.equal(keeps(text, { reason: 'FailedMount' }), true);
    assert.equal(keeps(text, { reason: 'FailedAttachVolume' }), false);
    assert.equal(keeps(text, { reason: 'Mounted' }), false);
  });

  it('what one route drops and another keeps is kept', () => {
    const text = routed(`  routes:
    - { drop: [{ type: Normal }, { kind: Lease }], match: [{ receiver: loki }] }
    - { drop: [{ kind: Lease }], match: [{ namespace: shop, receiver: loki }] }`);
    assert.equal(keeps(text, { type: 'Normal', namespace: 'shop' }), true);
    assert.equal(keeps(text, { type: 'Warning', kind: 'Lease' }), false);
    assert.ok(convert(text).notes.some((note) => note.includes('another route keeps what it drops')));
  });

  it('conditions that cannot be said keep rather more than less, and are named', () => {
    const text = routed(`  drop: [{ minCount: 10 }, { kind: Pod, labels: { team: a } }, { namespace: '*test*' }]
  match: [{ minCount: 3, annotations: { a: b }, kind: Pod, receiver: loki }]`);
    assert.equal(keeps(text, { kind: 'Pod', namespace: 'a-test' }), true);
    const { notes } = convert(text);
    for (const at of [
      'drop[0].minCount',
      'drop[1].labels',
      'drop[2].namespace',
      'match[0].minCount',
      'match[0].annotations',
    ]) {
      assert.ok(
        notes.some((note) => note.startsWith(`route.${at}: left out: `)),
        at
      );
    }
  });

  it('a webhook to Loki is Loki, a file of the standard output is that, and a ConfigMap is what it holds', () => {
    const text = `route: { routes: [{ match: [{ receiver: hook }, { receiver: out }] }] }
receivers:
  - { name: hook, webhook: { endpoint: 'https://loki.example/loki/api/v1/push', headers: { X-A: b } } }
  - { name: out, file: { path: /dev/stdout } }`;
    const map = `apiVersion: v1\nkind: ConfigMap\ndata:\n  config.yaml: |\n${text.replace(/^/gm, '    ')}`;
    for (const each of [text, map]) {
      const { receivers } = settingsOf(each);
      assert.equal(receivers.loki?.url, 'https://loki.example/loki/api/v1/push');
      assert.equal(receivers.stdout, true);
      assert.deepEqual(convert(each).notes, []);
    }
  });

  it('one with no receiver that we have, and what is none of its configurations, is refused', () => {
    const alone = 'route: {}\nreceivers: [{ name: a, kafka: { topic: b } }]';
    assert.throws(() => convert(alone), /set receivers.loki.url[^]*not carried over: receivers.a \(kafka\)/);
    assert.throws(
      () => convert('receivers: { loki: { url: http://x } }'),
      /no configuration of kubernetes-event-exporter/
    );
    assert.throws(() => convert('a: [b'), /it is not YAML/);
  });
});

it('`convert FILE` prints the configuration alone, so that it can be written to a file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'convert-'));
  try {
    const file = path.join(folder, 'exporter.yaml');
    writeFileSync(file, EVERYTHING);
    const main = path.join(import.meta.dirname, '../src/main.ts');
    const out = execFileSync(process.execPath, [main, 'convert', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    assert.equal(out, convert(EVERYTHING).text);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
