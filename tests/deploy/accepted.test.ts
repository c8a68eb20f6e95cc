import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { callApi, mustCall } from '../../stack/src/api.ts';
import { binaryOf } from '../../stack/src/build.ts';
import { Bed, until } from '../collector/harness.ts';
import { apply } from './account.ts';
import { kustomized, type KubernetesObject, manifest, objectsOf, one, rendered } from './objects.ts';

let bed: Bed;
before(async () => {
  bed = await Bed.start({ only: ['kube-apiserver'] });
  await apply(bed.stack, one(manifest(), 'Namespace'));
});
after(() => bed.end());

/** What `kubectl apply` says when the API server checks objects, and keeps none: refusals and warnings. */
function dryRun(objects: readonly KubernetesObject[]): { taken: number; complaints: string } {
  const args = ['apply', '--server-side', '--dry-run=server', '--validate=strict', '-o', 'name', '-f', '-'];
  const input = objects.map((object) => JSON.stringify(object)).join('\n');
  const { stdout, stderr } = spawnSync(binaryOf('kubectl'), args, {
    input,
    encoding: 'utf8',
    env: { ...process.env, KUBECONFIG: bed.stack.kubeconfig() },
  });
  return { taken: stdout.split('\n').filter(Boolean).length, complaints: stderr };
}

interface Workload {
  template: { metadata: object; spec: { containers: Array<{ securityContext: object }> } };
}

describe('the API server takes, under the restricted pod security standard and without a warning,', () => {
  const cases: Array<[string, () => KubernetesObject[]]> = [
    ['the manifest', manifest],
    ['the base', () => kustomized('base')],
    ['the overlay one-namespace', () => kustomized('overlays/one-namespace')],
    ['the overlay config-maps', () => kustomized('overlays/config-maps')],
    ['the overlay spool-volume', () => kustomized('overlays/spool-volume')],
    ['the chart', () => rendered()],
    ['the chart with a spool', () => rendered({ spool: { enabled: true } })],
    [
      'the chart with a spool in the pod',
      () => rendered({ spool: { enabled: true, persistence: { enabled: false } } }),
    ],
    ['the chart for one namespace', () => rendered({ rbac: { scope: 'namespace' } })],
    [
      'the chart with dashboards and rules',
      () => rendered({ dashboards: { enabled: true }, lokiRules: { enabled: true } }),
    ],
    ['the chart with all that one can add to its pods', () => rendered(MUCH)],
  ];
  for (const [name, objects] of cases) {
    it(name, async () => {
      const all = objects();
      assert.deepEqual(dryRun(all), { taken: all.length, complaints: '' });
      const { status, message } = await tryPod(all);
      assert.equal(status, 201, message);
    });
  }

  it('and would refuse a pod with more rights than that', async () => {
    const objects = structuredClone(manifest());
    const { template } = one(objects, 'Deployment').spec as unknown as Workload;
    template.spec.containers[0]!.securityContext = { allowPrivilegeEscalation: true };
    assert.match(dryRun(objects).complaints, /would violate PodSecurity "restricted/);
    assert.match((await tryPod(objects)).message, /violates PodSecurity "restricted.*allowPrivilegeEscalation/);
  });
});

/** Asks the API server for a pod as the objects' Deployment or StatefulSet would; it is not kept. */
async function tryPod(objects: readonly KubernetesObject[]): Promise<{ status: number; message: string }> {
  const { spec } = objects.find(({ kind }) => /^(Deployment|StatefulSet)$/.test(kind))!;
  const { template } = spec as unknown as Workload;
  const claimed = (spec as { volumeClaimTemplates?: KubernetesObject[] }).volumeClaimTemplates ?? [];
  const volumes = claimed.map(({ metadata: { name } }) => ({ name, persistentVolumeClaim: { claimName: name } }));
  const pod = structuredClone(template) as { metadata: Record<string, unknown>; spec: { volumes?: object[] } };
  pod.metadata.name = 'pod';
  pod.spec.volumes = [...(pod.spec.volumes ?? []), ...volumes];
  const path = '/api/v1/namespaces/kubernetes-events/pods?dryRun=All';
  const { status, body } = await callApi(bed.stack.apiServer(), 'POST', path, pod);
  return { status, message: String((body as { message?: string }).message ?? '') };
}

const MUCH = {
  replicaCount: 3,
  image: { digest: `sha256:${'0'.repeat(64)}` },
  imagePullSecrets: [{ name: 'registry' }],
  serviceAccount: { annotations: { 'example.com/role': 'a' } },
  env: [{ name: 'KUBERNETES_EVENTS_RECEIVERS_LOKI_PASSWORD', valueFrom: { secretKeyRef: { name: 'loki', key: 'p' } } }],
  envFrom: [{ secretRef: { name: 'loki' } }],
  extraVolumes: [{ name: 'ca', secret: { secretName: 'ca' } }],
  extraVolumeMounts: [{ name: 'ca', mountPath: '/etc/loki', readOnly: true }],
  podLabels: { team: 'a' },
  priorityClassName: 'system-cluster-critical',
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [{ operator: 'Exists' }],
  affinity: { nodeAffinity: {} },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { a: 'b' } },
    },
  ],
  networkPolicy: { extraEgress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
  workload: { enabled: false },
};

describe("the Prometheus operator's own definitions take", () => {
  it('the ServiceMonitor and the PrometheusRule', async () => {
    const folder = operatorDefinitions();
    for (const resource of ['servicemonitors', 'prometheusrules']) {
      const file = path.join(folder, `monitoring.coreos.com_${resource}.yaml`);
      const [definition] = objectsOf(readFileSync(file, 'utf8'));
      const url = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
      await mustCall(bed.stack.apiServer(), 'POST', url, definition);
      const objects = `/apis/monitoring.coreos.com/v1/${resource}`;
      await until(async () => (await callApi(bed.stack.apiServer(), 'GET', objects)).status === 200, 30_000);
    }
    const labels = { release: 'prometheus' };
    const all = rendered({ serviceMonitor: { enabled: true, labels }, prometheusRule: { enabled: true, labels } });
    assert.equal(one(all, 'PrometheusRule').metadata.labels?.release, 'prometheus');
    assert.deepEqual(dryRun(all), { taken: all.length, complaints: '' });
    assert.ok(one(all, 'ServiceMonitor'));
  });
});

/** The folder with the Prometheus operator's CustomResourceDefinitions, out of Go's module cache. */
function operatorDefinitions(): string {
  const module = 'github.com/prometheus-operator/prometheus-operator@v0.85.0';
  const env = { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=mod' };
  const answer = execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8', env });
  return path.join((JSON.parse(answer) as { Dir: string }).Dir, 'example/prometheus-operator-crd');
}
