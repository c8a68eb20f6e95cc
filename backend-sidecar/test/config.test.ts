import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { DEFAULT_LABELS, PRESETS } from '@kubernetes-events/event';
import fc from 'fast-check';
import { readCommandLine } from '../src/command-line.ts';
import { loadConfig } from '../src/config/load.ts';
import { ConfigError } from '../src/config/problems.ts';
import { CONFIG, type Config } from '../src/config/schema.ts';
import { settingsOf, variableOf } from '../src/config/settings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'config-'));
after(() => rmSync(folder, { recursive: true }));

const LOKI = { receivers: { loki: { url: 'http://loki:3100/loki/api/v1/push' } } };

function load(document: unknown, environment: NodeJS.ProcessEnv = {}): Config {
  const file = path.join(folder, 'config');
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  return loadConfig({ file }, environment);
}

function problems(document: unknown, environment: NodeJS.ProcessEnv = {}): string[] {
  try {
    load(document, environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message.split('\n');
  }
  return [];
}

describe('the configuration', () => {
  it("is the first collector's file as it is", () => {
    const config = load(
      '{"log": "info", "receivers": {"loki": {"url": "http://l:3100/loki/api/v1/push"}, "stdout": false}}'
    );
    assert.equal(config.receivers.loki?.url, 'http://l:3100/loki/api/v1/push');
    assert.deepEqual(config.labels, {
      _host: 'host',
      _namespace: 'metadata.namespace',
      _type: 'type',
      _kind: 'involvedObject.kind',
    });
  });

  it("takes the first collector's other keys, in any case", () => {
    const loki = { URL: 'http://l', Labels: '{job="events", team="a"}', BatchWait: 5, BatchEntriesNumber: 10 };
    const config = load({ Log: 'warning', Receivers: { Loki: loki } });
    assert.deepEqual(config.staticLabels, { job: 'events', team: 'a' });
  });

  it('refuses rules for tenants that cannot be meant, and says what to do', () => {
    const withTenants = (loki: object): string[] => problems({ receivers: { loki: { url: 'http://l', ...loki } } });
    const rule = { tenant: 'a', match: { reason: 'X' } };
    assert.deepEqual(withTenants({ tenant: 'all', tenants: [rule] }), []);
    assert.deepEqual(withTenants({ tenants: [rule] }), [
      'config: receivers.loki.tenant: is missing (set the tenant of all events that no rule of tenants matches)',
    ]);
    assert.deepEqual(withTenants({ tenant: 'all', tenants: [{ tenant: 'a' }] }), [
      'config: receivers.loki.tenants.0: matches every event (set match or namespaceLabels; for all other events, set receivers.loki.tenant)',
    ]);
    assert.deepEqual(withTenants({ tenant: 'all', tenants: [{ ...rule, tenantFrom: { namespaceLabel: 'team' } }] }), [
      'config: receivers.loki.tenants.0: needs one of tenant and tenantFrom.namespaceLabel',
    ]);
    assert.deepEqual(withTenants({ tenant: 'all', tenants: [{ ...rule, tenant: 'a|b' }] }), [
      `config: receivers.loki.tenants.0.tenant: "a|b" is not a tenant of Loki (1 to 150 letters, digits and !-_.*'(), not a dot first)`,
    ]);
    assert.deepEqual(withTenants({ tenant: 'all', tenants: [{ ...rule, match: { reason: '(' } }] }), [
      'config: receivers.loki.tenants.0.match.reason: "(" is not a regular expression',
    ]);
    assert.deepEqual(withTenants({ tenant: 'all', tenants: [rule], headers: { 'x-scope-orgid': 'b' } }), [
      'config: receivers.loki.headers: cannot set X-Scope-OrgID with tenants (leave the header out)',
    ]);
  });

  it('refuses rate limits that cannot be kept, and says what to do', () => {
    const withLimit = (limit: object): string[] => problems({ ...LOKI, rateLimits: [limit] });
    const match = { reason: 'BackOff' };
    assert.deepEqual(withLimit({ match }), []);
    assert.deepEqual(load({ ...LOKI, rateLimits: [{ match }] }).rateLimits, [{ match, max: 1, per: 60_000 }]);
    assert.deepEqual(withLimit({ match, max: 0 }), [
      'config: rateLimits.0.max: 0 is too small (at least 0, exclusive)',
    ]);
    assert.deepEqual(withLimit({ match, per: '10m' }), ['config: rateLimits.0.per: "10m" is too long (at most 2m)']);
    assert.deepEqual(withLimit({ match: {} }), [
      'config: rateLimits.0.match: is an empty rule (name a field, e.g. reason: BackOff)',
    ]);
    assert.deepEqual(withLimit({ max: 1 }), ['config: rateLimits.0.match: is missing (it is a record)']);
  });

  it('refuses labels that would hide a field of events or another label, and says which', () => {
    assert.deepEqual(
      problems({ ...LOKI, objectLabels: ['app.kubernetes.io/name', 'team'], namespaceLabels: ['team'] }),
      []
    );
    assert.deepEqual(problems({ ...LOKI, namespaceLabels: ['te am'] }), [
      'config: namespaceLabels.0: "te am" is not the key of a Kubernetes label',
    ]);
    assert.deepEqual(
      problems({ ...LOKI, objectLabels: ['reason', 'team', 'a/team', 'a.team'], staticLabels: { team: 'a' } }),
      [
        'config: objectLabels.0: "reason" would be the metadata reason, which is a field of events (leave it out)',
        'config: objectLabels.1: "team" would be the metadata team, which is a stream label (leave it out)',
        'config: objectLabels.3: "a.team" would be the metadata a_team, which is that of a/team (leave it out)',
      ]
    );
    assert.deepEqual(problems({ ...LOKI, objectLabels: ['team'], workload: { enabled: false } }), [
      'config: objectLabels: ["team"] come from the objects that are watched for workloads (set workload.enabled: true)',
    ]);
  });

  it("takes labels and form of a line from the preset, if they are not set, and keeps one's own static labels", () => {
    const loaded = (settings: object): Partial<Config> => {
      const { labels, format, staticLabels } = load({ ...LOKI, ...settings });
      return { labels, format, staticLabels };
    };
    const { labels, format, staticLabels } = PRESETS['k8s-monitoring'];
    const eu = { cluster: 'eu', k8s_cluster_name: 'eu' };
    assert.deepEqual(loaded({}), { labels: DEFAULT_LABELS, format: 'flat', staticLabels: {} });
    assert.deepEqual(loaded({ labelPreset: 'k8s-monitoring', cluster: 'eu' }), {
      labels,
      format,
      staticLabels: { ...staticLabels, ...eu },
    });
    const own = { labels: { node: 'host' }, format: 'json', staticLabels: { job: 'events', cluster: 'eu' } } as const;
    assert.deepEqual(loaded({ labelPreset: 'k8s-monitoring', ...own }), {
      ...own,
      staticLabels: { ...staticLabels, ...eu, job: 'events' },
    });
    assert.deepEqual(loaded({ labelPreset: 'otel', cluster: 'eu' }).staticLabels, eu);
  });

  it('refuses labels of a name that the preset gives to something else, and says which', () => {
    const preset = (labelPreset: string, settings: object): string[] => problems({ ...LOKI, labelPreset, ...settings });
    assert.deepEqual(preset('grafana', {}), [
      'config: labelPreset: "grafana" is none of kubernetes-events, k8s-monitoring, otel',
    ]);
    const labels = { namespace: 'metadata.labels.team', level: 'level', reason: 'reason' };
    assert.deepEqual(preset('k8s-monitoring', { labels, staticLabels: { node: 'n1', job: 'events' } }), [
      'config: labels.namespace: "metadata.labels.team" is not the namespace of labelPreset: k8s-monitoring (use another name)',
      'config: staticLabels.node: "n1" is not the node of labelPreset: k8s-monitoring (use another name)',
    ]);
    assert.deepEqual(preset('k8s-monitoring', { objectLabels: ['node', 'team', 'job'] }), [
      'config: objectLabels.0: "node" would be the metadata node, which is a name of labelPreset: k8s-monitoring (leave it out)',
      'config: objectLabels.2: "job" would be the metadata job, which is a name of labelPreset: k8s-monitoring (leave it out)',
    ]);
    const named = { labels: { k8s_event_count: 'count', k8s_event_reason: 'reason' } };
    assert.deepEqual(preset('otel', named), [
      'config: labels.k8s_event_count: "count" is not the k8s_event_count of labelPreset: otel (use another name)',
    ]);
    assert.deepEqual(preset('kubernetes-events', { ...named, objectLabels: ['node'] }), []);
  });

  it('is YAML, too', () => {
    const config = load(
      'receivers:\n  loki:\n    url: http://l\nqueue:\n  maxBytes: 8MiB\nleaderElection: {leaseDuration: 20s}\n'
    );
    assert.deepEqual([config.queue.maxBytes, config.leaderElection.leaseDuration], [8 * 1024 ** 2, 20_000]);
  });

  it('takes each setting from the environment, over the file', () => {
    const config = load(LOKI, {
      KUBERNETES_EVENTS_RECEIVERS_LOKI_URL: 'https://other',
      KUBERNETES_EVENTS_RECEIVERS_STDOUT: 'true',
      KUBERNETES_EVENTS_FILTERS_NAMESPACES: 'a, b',
      KUBERNETES_EVENTS_LEADER_ELECTION_LEASE_NAME: '123',
      KUBERNETES_EVENTS_QUEUE_MAX_ENTRIES: '7',
      KUBERNETES_EVENTS_FILTERS_EXCLUDE: '[{reason: Pulled}]',
    });
    assert.equal(config.receivers.loki?.url, 'https://other');
    assert.equal(config.receivers.stdout, true);
    assert.deepEqual(config.filters.namespaces, ['a', 'b']);
    assert.equal(config.leaderElection.leaseName, '123');
    assert.equal(config.queue.maxEntries, 7);
    assert.deepEqual(config.filters.exclude, [{ reason: 'Pulled' }]);
  });

  it('has a description for every setting, and a variable of its own', () => {
    const settings = settingsOf(CONFIG);
    const missing = settings.filter(({ schema }) => !schema.description).map((setting) => setting.path.join('.'));
    assert.deepEqual(missing, []);
    assert.equal(new Set(settings.map((setting) => variableOf(setting.path))).size, settings.length);
  });

  for (const [what, document, line] of [
    [
      'an address that is none',
      { receivers: { loki: { url: 'htp://x' } } },
      /^config: receivers\.loki\.url: "htp:\/\/x" is not an http\(s\) URL \(set it to Loki's address, e\.g\. http:\/\/loki:3100/,
    ],
    [
      'a misspelt setting',
      { ...LOKI, leaderElecton: {} },
      /leaderElecton: there is no such setting \(did you mean leaderElection\?\)/,
    ],
    [
      'a wrong type',
      { ...LOKI, receivers: { ...LOKI.receivers, stdout: 'yes' } },
      /receivers\.stdout: "yes" is not a boolean/,
    ],
    ['a wrong choice', { ...LOKI, format: 'xml' }, /format: "xml" is none of flat, json, logfmt/],
    [
      'a wrong length of time',
      { ...LOKI, shutdownTimeout: '5 parsecs' },
      /shutdownTimeout: "5 parsecs" is not a length of time/,
    ],
    ['no receiver', {}, /receivers: name nothing to push to \(set receivers\.loki\.url\)/],
    [
      'a wrong pattern',
      { ...LOKI, filters: { include: [{ reason: '(' }] } },
      /filters\.include\.0\.reason: "\(" is not a regular expression/,
    ],
    ['a wrong label name', { ...LOKI, labels: { 'a-b': 'type' } }, /labels\.a-b: .*is not a label name/],
    ['text that is no document', 'a: b: c', /is neither JSON nor YAML/],
    ['a list', [1], /config holds no settings/],
  ] as const) {
    it(`says what is wrong in one line: ${what}`, () => {
      const [first, ...others] = problems(document);
      assert.match(first ?? '', line);
      assert.deepEqual(others, []);
    });
  }

  it('shows no secret where it complains', () => {
    const loki = { url: 'http://me:hush@', password: 5, bearerToken: ['hush'] };
    assert.ok(!problems({ receivers: { loki } }).join().includes('hush'));
  });

  it('is either used or refused clearly, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(...settingsOf(CONFIG)), (value, setting) => {
        const document = structuredClone(LOKI) as Record<string, unknown>;
        let at = document;
        for (const key of setting.path.slice(0, -1)) {
          at = (at[key] ??= {}) as Record<string, unknown>;
        }
        at[setting.path.at(-1)!] = value;
        for (const line of problems(document)) {
          assert.match(line, /^config: .+: ?\S/);
        }
      }),
      { numRuns: 2_000 }
    );
  });
});

describe('the command line', () => {
  for (const [args, expected] of [
    [['-c', 'f', '-le'], { config: 'f', leaderElect: true }],
    [['-c=f', '-le=false'], { config: 'f', leaderElect: false }],
    [['--config', 'f', '--leader-elect'], { config: 'f', leaderElect: true }],
    [[], { config: undefined, leaderElect: undefined }],
  ] as const) {
    it(`is read: ${args.join(' ') || '(nothing)'}`, () => {
      const { config, leaderElect } = readCommandLine(args);
      assert.deepEqual({ config, leaderElect }, expected);
    });
  }
  it('is refused where it makes no sense', () => {
    assert.throws(() => readCommandLine(['--loud']), /config: Unknown option '--loud' \(see --help\)/);
  });
});
