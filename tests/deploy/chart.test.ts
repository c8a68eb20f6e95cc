import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { createMetrics } from '../../backend-sidecar/src/telemetry/metrics.ts';
import { binaryOf } from '../../stack/src/build.ts';
import { configOf, containerOf } from './account.ts';
import { CHART, kustomized, type KubernetesObject, type Rule, manifest, one, rendered, run } from './objects.ts';

const helm = binaryOf('helm');

/** The pods that a Deployment or StatefulSet makes. */
interface Pods {
  spec: { volumes: Array<Record<string, unknown>>; containers: [Record<string, unknown>] };
}

describe("Helm's own checks", () => {
  it('find nothing wrong with the chart', () => {
    assert.match(run(helm, ['lint', '--strict', CHART]), /1 chart\(s\) linted, 0 chart\(s\) failed/);
  });

  it('refuse values that the chart or the collector does not know', () => {
    const refused = (values: object): string => {
      try {
        rendered(values);
        return 'taken';
      } catch (error) {
        return String((error as { stderr: unknown }).stderr);
      }
    };
    assert.match(refused({ replicacount: 3 }), /additional properties 'replicacount' not allowed/);
    assert.match(
      refused({ config: { receivers: { loki: { url: 'http://x', tennant: 'a' } } } }),
      /'tennant' not allowed/
    );
    assert.match(
      refused({ config: { leaderElection: { leaseDuration: '15seconds' } } }),
      /leaseDuration.*does not match/
    );
    assert.equal(refused({ config: { leaderElection: { leaseDuration: '20s' } }, global: { a: 1 } }), 'taken');
  });
});

describe('the chart', () => {
  it('by its defaults is the manifest', () => {
    const chart = rendered().filter(({ kind }) => kind !== 'Namespace');
    const plain = manifest().filter(({ kind }) => kind !== 'Namespace');
    assert.deepEqual(byName(chart.map(bare)), byName(plain.map(bare)));
  });

  it('gives each release its own names, and all of them the same Lease', () => {
    const objects = rendered({}, { release: 'eu', namespace: 'monitoring' });
    assert.equal(one(objects, 'ServiceAccount').metadata.name, 'eu-loki-event-collector');
    assert.equal(one(objects, 'ClusterRoleBinding').metadata.name, 'eu-loki-event-collector');
    assert.deepEqual(one(objects, 'Role').rules?.[0]?.resourceNames, ['loki-event-collector']);
    assert.ok(objects.every(({ kind, metadata }) => kind.startsWith('Cluster') || metadata.namespace === 'monitoring'));
  });

  it('starts new pods when the configuration changes', () => {
    const checksum = (values: object): string | undefined => {
      const { template } = one(rendered(values), 'Deployment').spec as { template: KubernetesObject };
      return template.metadata.annotations?.['checksum/config'];
    };
    assert.equal(checksum({}), checksum({ replicaCount: 3 }));
    assert.notEqual(checksum({}), checksum({ config: { cluster: 'eu-1' } }));
  });

  it('leaves out the rights for what is switched off, and says so to the collector', () => {
    const [workload, terminations, changes] = [{ enabled: false }, { enabled: false }, { enabled: false }];
    const resourcesOf = (values: object): unknown =>
      one(rendered(values), 'ClusterRole').rules?.map(({ resources }) => resources);
    const forChanges = [['controllerrevisions'], ['deployments', 'statefulsets', 'daemonsets'], ['rollouts']];
    assert.deepEqual(resourcesOf({}), [['events'], ['pods'], ['replicasets'], ...forChanges, ['jobs']]);
    assert.deepEqual(resourcesOf({ changes }), [['events'], ['pods'], ['replicasets'], ['jobs']]);
    const configMaps = { changes: { configMaps: true } };
    assert.deepEqual(resourcesOf(configMaps), [
      ['events'],
      ['pods'],
      ['replicasets'],
      ...forChanges,
      ['configmaps'],
      ['jobs'],
    ]);
    assert.deepEqual(resourcesOf({ changes: { enabled: false, configMaps: true } }), resourcesOf({ changes }));
    assert.equal(containerOf(rendered(configMaps)).env.KUBERNETES_EVENTS_CHANGES_CONFIG_MAPS, 'true');
    assert.deepEqual(resourcesOf({ workload }), [['events'], ['pods'], ['replicasets'], ...forChanges]);
    assert.deepEqual(resourcesOf({ workload, changes }), [['events'], ['pods']]);
    assert.deepEqual(resourcesOf({ workload, terminations, changes }), [['events']]);
    assert.deepEqual(resourcesOf({ terminations }), resourcesOf({}));
    assert.deepEqual(containerOf(rendered({ workload, terminations, changes })).env, {
      KUBERNETES_EVENTS_WORKLOAD_ENABLED: 'false',
      KUBERNETES_EVENTS_TERMINATIONS_ENABLED: 'false',
      KUBERNETES_EVENTS_CHANGES_ENABLED: 'false',
    });
  });

  it('gives a Role in each namespace that is watched, and none for the cluster', () => {
    const config = { filters: { namespaces: ['shop', 'payments'] } };
    const objects = rendered({ rbac: { scope: 'namespace' }, config });
    assert.ok(!objects.some(({ kind }) => kind.startsWith('Cluster')));
    const roles = objects.filter(({ kind, rules }) => kind === 'Role' && rules?.[0]?.resources[0] === 'events');
    assert.deepEqual(
      roles.map(({ metadata }) => metadata.namespace),
      ['shop', 'payments']
    );
    assert.deepEqual((configOf(objects).filters as { namespaces: string[] }).namespaces, ['shop', 'payments']);
  });

  it('lets the collector read namespaces only if the configuration needs their labels, in any scope', () => {
    const rolesWith = (tenants: object[], scope: string, namespaceLabels: string[] = []): KubernetesObject[] => {
      const config = { namespaceLabels, receivers: { loki: { url: 'http://l', tenant: 'all', tenants } } };
      const reads = ({ resources }: Rule): boolean => resources.includes('namespaces');
      return rendered({ rbac: { scope }, config }).filter(({ rules }) => rules?.some(reads));
    };
    const byName = { tenant: 'shop', match: { 'metadata.namespace': 'shop' } };
    for (const scope of ['cluster', 'namespace']) {
      assert.deepEqual(rolesWith([byName], scope), []);
      assert.equal(rolesWith([byName], scope, ['team']).length, 1);
      const [role, ...others] = rolesWith([byName, { tenantFrom: { namespaceLabel: 'team' } }], scope);
      assert.deepEqual([role?.kind, others], ['ClusterRole', []]);
      assert.deepEqual(role?.rules, [{ apiGroups: [''], resources: ['namespaces'], verbs: ['list', 'watch'] }]);
    }
  });

  it('spools to a volume of each replica, or to one that lasts as long as the pod', () => {
    const onVolume = rendered({ spool: { enabled: true } });
    assert.deepEqual(configOf(onVolume).spool, { directory: '/var/lib/loki-event-collector', maxBytes: '1GiB' });
    const set = one(onVolume, 'StatefulSet').spec as { volumeClaimTemplates: KubernetesObject[]; template: Pods };
    assert.equal(set.volumeClaimTemplates[0]?.metadata.name, 'spool');
    assert.ok(!onVolume.some(({ kind }) => kind === 'Deployment'));
    const inPod = one(rendered({ spool: { enabled: true, persistence: { enabled: false } } }), 'Deployment');
    const { volumes } = (inPod.spec as { template: Pods }).template.spec;
    assert.ok(volumes.some(({ name, emptyDir }) => name === 'spool' && emptyDir));
    const overlay = one(kustomized('overlays/spool-volume'), 'StatefulSet');
    assert.deepEqual((overlay.spec as typeof set).volumeClaimTemplates[0]?.spec, set.volumeClaimTemplates[0]?.spec);
  });

  it('brings each dashboard and each Loki rule that there is', () => {
    const objects = rendered({ dashboards: { enabled: true, namespace: 'grafana' }, lokiRules: { enabled: true } });
    const dashboards = objects.filter(({ metadata }) => metadata.labels?.grafana_dashboard === '1');
    const files = listed('src/dashboards', '.json');
    assert.deepEqual(dashboards.flatMap(({ data }) => Object.keys(data ?? {})).sort(), files);
    assert.ok(dashboards.every(({ metadata }) => metadata.namespace === 'grafana'));
    for (const [name, text] of dashboards.flatMap(({ data }) => Object.entries(data ?? {}))) {
      assert.deepEqual(JSON.parse(text), JSON.parse(readFileSync(path.join('src/dashboards', name), 'utf8')));
    }
    const rules = objects.find(({ metadata }) => metadata.name.endsWith('-loki-rules'));
    assert.deepEqual(Object.keys(rules?.data ?? {}).sort(), listed('deploy/chart/files/loki-rules', '.yaml'));
  });

  it('alerts on metrics that the collector has', async () => {
    const rule = one(rendered({ prometheusRule: { enabled: true } }), 'PrometheusRule');
    const { groups } = rule.spec as { groups: Array<{ rules: Array<{ expr: string }> }> };
    const known = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name);
    const used = groups.flatMap(({ rules }) => rules).flatMap(({ expr }) => expr.match(/kubernetes_events_\w+/g) ?? []);
    assert.ok(used.length >= 4);
    assert.deepEqual(
      used.filter((name) => !known.includes(name)),
      []
    );
  });

  it('packs into one file, with all of it', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'chart-'));
    try {
      run(helm, ['package', CHART, '--destination', folder]);
      const [file = ''] = readdirSync(folder);
      assert.match(file, /^loki-event-collector-\d+\.\d+\.\d+\.tgz$/);
      const packed = run(helm, [
        'template',
        'loki-event-collector',
        path.join(folder, file),
        '--set',
        'dashboards.enabled=true',
      ]);
      assert.equal(packed.match(/grafana_dashboard:/g)?.length ?? 0, listed('src/dashboards', '.json').length);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** The files of a folder that end so; none where there is no such folder. */
function listed(folder: string, end: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(end))
      .sort();
  } catch {
    return [];
  }
}

const OF_HELM = /^(helm\.sh\/chart|checksum\/config|app\.kubernetes\.io\/(instance|version|managed-by))$/;

/** An object without what Helm adds. */
function bare(object: KubernetesObject): KubernetesObject {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(strip);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const kept = Object.entries(value).filter(([key]) => !OF_HELM.test(key) && key !== 'imagePullPolicy');
    return Object.fromEntries(kept.map(([key, inner]) => [key, strip(inner)]));
  };
  return strip(object) as KubernetesObject;
}

function byName(objects: readonly KubernetesObject[]): Record<string, KubernetesObject> {
  return Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, object]));
}
