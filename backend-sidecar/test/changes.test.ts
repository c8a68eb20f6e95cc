import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entryOf, type Event, type ObjectMeta } from '@kubernetes-events/event';
import fc from 'fast-check';
import { Changes, type Read } from '../src/changes/changes.ts';
import { MOST_NAMED } from '../src/changes/change.ts';
import { diff } from '../src/changes/diff.ts';
import { type Revision } from '../src/changes/revision.ts';
import { type Template } from '../src/changes/template.ts';
import { whoChanged } from '../src/changes/who.ts';
import { type Output } from '../src/watch/state.ts';

const signal = new AbortController().signal;

const MAIN = { name: 'main', image: 'registry/web:1.4.1' };

function template(container: object = {}, spec: object = {}, metadata: Template['metadata'] = {}): Template {
  return { metadata, spec: { containers: [{ ...MAIN, ...container }], ...spec } };
}

const wordsOf = (before: Template, after: Template): string[] =>
  diff(before, after)
    .map(({ words }) => words)
    .filter(Boolean);

describe('the difference of two pod templates', () => {
  const cases: ReadonlyArray<readonly [name: string, before: Template, after: Template, words: string[]]> = [
    ['a tag', template(), template({ image: 'registry/web:1.4.2' }), ['image of main registry/web:1.4.1 → 1.4.2']],
    [
      'a digest',
      template({ image: 'registry:5000/web@sha256:a' }),
      template({ image: 'registry:5000/web:2@sha256:b' }),
      ['image of main registry:5000/web@sha256:a → 2@sha256:b'],
    ],
    [
      'another image',
      template(),
      template({ image: 'other/web:1.4.2' }),
      ['image of main registry/web:1.4.1 → other/web:1.4.2'],
    ],
    ['no tag', template(), template({ image: 'registry/web' }), ['image of main registry/web:1.4.1 → registry/web']],
    [
      'resources',
      template({ resources: { limits: { memory: '256Mi' }, requests: { cpu: '1' } } }),
      template({ resources: { limits: { memory: '128Mi', 'nvidia.com/gpu': '1' } } }),
      ['memory limit of main 256Mi → 128Mi', 'nvidia.com/gpu limit of main none → 1', 'cpu request of main 1 → none'],
    ],
    [
      'a container',
      template(),
      { spec: { containers: [MAIN, { name: 'logs', image: 'logs:1' }] } },
      ['container logs added (image logs:1)'],
    ],
    [
      'an init container',
      template({}, { initContainers: [{ name: 'setup', image: 'setup:1' }] }),
      template(),
      ['init container setup removed'],
    ],
    [
      'environment variables',
      template({ env: [{ name: 'A', value: '1' }, { name: 'B' }, { name: 'constructor' }] }),
      template({ env: [{ name: 'A', value: '2' }, { name: 'constructor' }, { name: 'C' }, { name: 'D' }] }),
      ['env A changed', 'env C, D added', 'env B removed'],
    ],
    [
      'environment variables of one of two containers',
      { spec: { containers: [MAIN, { name: 'logs' }] } },
      { spec: { containers: [MAIN, { name: 'logs', env: [{ name: 'A' }] }] } },
      ['env A of logs added'],
    ],
    [
      'probes',
      template({
        livenessProbe: { periodSeconds: 10, httpGet: { path: '/a' } },
        startupProbe: { periodSeconds: 1 },
      }),
      template({ livenessProbe: { periodSeconds: 5, httpGet: { path: '/b' } }, readinessProbe: { periodSeconds: 1 } }),
      [
        "periodSeconds of main's liveness probe 10 → 5",
        'liveness probe of main changed',
        'readiness probe of main added',
        'startup probe of main removed',
      ],
    ],
    [
      'ports, mounts and the rest of a container',
      template({ ports: [{ containerPort: 80 }], args: ['a'] }),
      template({ ports: [{ containerPort: 81, name: 'http' }], args: ['b'], volumeMounts: [{ name: 'data' }] }),
      ['ports of main 80/TCP → http 81/TCP', 'mount data of main added', 'args of main changed'],
    ],
    [
      'the pod',
      template({}, { nodeSelector: { disk: 'ssd' }, serviceAccountName: 'a', serviceAccount: 'a', hostNetwork: true }),
      template({}, { nodeSelector: { disk: 'hdd' }, serviceAccountName: 'b', serviceAccount: 'b', affinity: {} }),
      ['service account a → b', 'host network true → none', 'node selector disk ssd → hdd', 'affinity changed'],
    ],
    [
      'tolerations and volumes',
      template(
        {},
        {
          tolerations: [{ key: 'gpu' }],
          volumes: [
            { name: 'data', emptyDir: {} },
            { name: 'old', secret: {} },
          ],
        }
      ),
      template({}, { tolerations: [{ operator: 'Exists' }], volumes: [{ name: 'data', hostPath: { path: '/' } }] }),
      [
        'toleration * added',
        'toleration gpu removed',
        'volume data emptyDir → hostPath',
        'volume old (secret) removed',
      ],
    ],
    [
      'labels and annotations',
      template({}, {}, { labels: { version: '1' }, annotations: { 'checksum/config': '1', note: 'a' } }),
      template({}, {}, { labels: { version: '2' }, annotations: { 'checksum/config': '2', note: 'b' } }),
      ['label version 1 → 2', 'configuration changed', 'annotation note changed'],
    ],
    [
      'a restart',
      template(),
      template({}, {}, { annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' } }),
      ['restart requested'],
    ],
    [
      'only the order',
      template({ env: [{ name: 'A' }, { name: 'B' }] }),
      template({ env: [{ name: 'B' }, { name: 'A' }] }),
      ['pod template changed'],
    ],
    [
      'only the labels of a controller',
      template({}, {}, { labels: { 'pod-template-hash': '1' } }),
      template({}, {}, { labels: { 'pod-template-hash': '2' } }),
      [],
    ],
  ];
  for (const [name, before, after, words] of cases) {
    it(`is in words: ${name}`, () => {
      assert.deepEqual(wordsOf(before, after), words);
    });
  }

  it('names only some of many variables, and has the field of each', () => {
    const env = Array.from({ length: MOST_NAMED + 3 }, (_, number) => ({ name: `V${number}` }));
    const changes = diff(template(), template({ env }));
    assert.match(changes[0]!.words, /^env V0, .*, and 3 more added$/);
    assert.equal(changes.length, env.length);
  });

  const json = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
  const named = fc.array(fc.record({ name: fc.string(), value: fc.jsonValue() }, { requiredKeys: [] }), {
    maxLength: 3,
  });
  const container = fc
    .tuple(json, fc.record({ name: fc.constantFrom('a', 'b'), env: named, volumeMounts: named, resources: json }))
    .map(([any, known]) => ({ ...any, ...known }));
  const anyTemplate = fc
    .oneof(
      fc.record({
        metadata: fc.record({ labels: json, annotations: json }, { requiredKeys: [] }),
        spec: fc
          .tuple(
            json,
            fc.record({ containers: fc.array(container, { maxLength: 2 }), volumes: named, tolerations: named })
          )
          .map(([any, known]) => ({ ...any, ...known })),
      }),
      json
    )
    .map((each) => JSON.parse(JSON.stringify(each)) as Template);

  it('is empty for a template and itself, and never for two that differ', () => {
    fc.assert(
      fc.property(anyTemplate, fc.string(), (before, schedulerName) => {
        assert.deepEqual(diff(before, structuredClone(before)), []);
        const after = { ...before, spec: { ...before.spec, schedulerName: `${schedulerName}!` } };
        assert.equal(diff({ ...before, spec: { ...before.spec, schedulerName } }, after).length > 0, true);
      })
    );
  });

  it('is there in both directions or in none', () => {
    fc.assert(
      fc.property(anyTemplate, anyTemplate, (before, after) => {
        assert.equal(diff(before, after).length > 0, diff(after, before).length > 0);
      })
    );
  });

  it('has no value of an environment variable, argument, command or annotation', () => {
    const secret = fc.string({ minLength: 12, maxLength: 40, unit: fc.constantFrom('§', '¤', '¶') });
    const holding = (value: string): Template =>
      template(
        { env: [{ name: 'A', value }], args: [value], command: [value], lifecycle: { preStop: { exec: [value] } } },
        { initContainers: [{ name: 'setup', env: [{ name: 'B', value }] }], dnsConfig: { searches: [value] } },
        { annotations: { note: value, 'checksum/config': value } }
      );
    fc.assert(
      fc.property(secret, secret, (old, now) => {
        const changes = JSON.stringify(diff(holding(old), holding(now)));
        assert.doesNotMatch(changes, /[§¤¶]/);
      })
    );
  });
});

describe('who changed a workload', () => {
  const field = (manager: string, time: string, rest: object = {}): object => ({
    manager,
    operation: 'Update',
    time,
    fieldsV1: { 'f:spec': { 'f:template': {} } },
    ...rest,
  });
  const cases: ReadonlyArray<readonly [name: string, fields: object[]]> = [
    ['helm', [field('helm', '2026-01-02T00:00:00Z'), field('kubectl-edit', '2026-01-01T00:00:00Z')]],
    ['helm', [field('helm', '2026-01-01T00:00:00Z'), field('kube-controller-manager', '2026-01-02T00:00:00Z')]],
    [
      'helm',
      [field('helm', '2026-01-01T00:00:00Z'), field('hpa', '2026-01-02T00:00:00Z', { fieldsV1: { 'f:spec': {} } })],
    ],
    ['kubectl apply', [field('kubectl-client-side-apply', '2026-01-01T00:00:00Z')]],
    ['kubectl apply', [field('kubectl', '2026-01-01T00:00:00Z', { operation: 'Apply' })]],
    ['kubectl edit', [field('kubectl-edit', '2026-01-01T00:00:00Z')]],
    ['argocd-controller', [field('argocd-controller', '2026-01-01T00:00:00Z')]],
    ['terraform-provider-kubernetes', [field('terraform-provider-kubernetes_v2.4.0_x5', '2026-01-01T00:00:00Z')]],
  ];
  for (const [name, managedFields] of cases) {
    it(`is ${name} for ${managedFields.map((each) => (each as { manager: string }).manager).join(' and ')}`, () => {
      assert.equal(whoChanged({ metadata: { managedFields } })?.name, name);
    });
  }

  it('is who wrote at the time in question, and nobody where nothing says who did', () => {
    const managedFields = [field('helm', '2026-01-01T00:00:00Z'), field('kubectl-edit', '2026-01-01T00:01:00Z')];
    const whoAt = (time: string): string | undefined => whoChanged({ metadata: { managedFields } }, time)?.name;
    assert.equal(whoAt('2026-01-01T00:00:01Z'), 'helm');
    assert.equal(whoAt('2026-01-01T00:01:01Z'), 'kubectl edit');
    // Whoever only removes fields leaves no trace.
    assert.equal(whoAt('2026-01-01T03:00:00Z'), undefined);
    assert.equal(whoAt('2025-01-01T00:00:00Z'), undefined);
  });

  it('is nobody where the object has no managed fields', () => {
    assert.equal(whoChanged({ metadata: {} }), undefined);
  });
});

/** A Deployment's ReplicaSets over time: one is made, a second, the first is gone back to, a third; each is scaled too. */
const OWNER = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'web-uid', controller: true };
const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString().replace('.000', '');

function replicaSet(uid: string, number: number, version: number, created: number, history?: string): Revision {
  const annotations: Record<string, string> = { 'deployment.kubernetes.io/revision': String(number) };
  if (history) {
    annotations['deployment.kubernetes.io/revision-history'] = history;
  }
  const metadata: ObjectMeta = {
    name: uid,
    namespace: 'shop',
    uid,
    resourceVersion: String(version),
    creationTimestamp: at(created),
    annotations,
    ownerReferences: [OWNER],
    managedFields: [{ time: at(version) }],
  };
  return { metadata, spec: { template: template({ image: `registry/web:${uid}` }) } };
}

const HISTORY: Revision[] = [
  replicaSet('a', 1, 10, 10),
  replicaSet('a', 1, 11, 10),
  replicaSet('b', 2, 20, 20),
  replicaSet('a', 1, 21, 10),
  replicaSet('b', 2, 22, 20),
  replicaSet('a', 3, 30, 10, '1'),
  replicaSet('a', 3, 31, 10, '1'),
  replicaSet('b', 2, 32, 20),
  replicaSet('c', 4, 40, 40),
  replicaSet('a', 3, 41, 10, '1'),
];
/** When the Deployment's template was set. */
const SET = [10, 20, 30, 40];

/** The newest revisions of the ReplicaSets up to a version. */
function stateAt(version: number): Revision[] {
  const newest = new Map<string, Revision>();
  for (const revision of HISTORY) {
    if (Number(revision.metadata?.resourceVersion) <= version) {
      newest.set(revision.metadata?.uid ?? '', revision);
    }
  }
  return [...newest.values()];
}

const read: Read = {
  owner: (_, version) => {
    const managedFields = SET.filter((second) => second <= Number(version)).map((second) => ({
      manager: second === 30 ? 'kubectl-rollout' : 'helm',
      time: at(second),
      fieldsV1: { 'f:spec': { 'f:template': {} } },
    }));
    return Promise.resolve({ metadata: { uid: 'web-uid', managedFields } });
  },
  revisions: (_, __, version) => Promise.resolve(stateAt(Number(version))),
};

function changes({
  since = at(0),
  selects = () => true,
  from = read,
}: { since?: string; selects?: (event: Event) => boolean; from?: Read } = {}): Changes {
  return new Changes({ floors: {}, since, selects, read: from });
}

const outputOf = (revision: Revision): Output => ({
  kind: 'revision',
  event: revision as Event,
  seen: 'modified',
  position: { version: revision.metadata?.resourceVersion ?? '' },
});
const recalled = (revision: Revision): Output => ({ kind: 'recalled', event: revision as Event });

type Entry = Extract<Output, { kind: 'revision' }>;
const entriesIn = (outputs: readonly Output[]): Entry[] => outputs.filter((output) => output.kind === 'revision');
const textOf = ({ event, own }: Entry): string =>
  JSON.stringify(entryOf(event, own!.increment, {}, own!.metadata), (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value
  );
const messagesOf = (outputs: readonly Output[]): string[] => entriesIn(outputs).map(({ event }) => event.message ?? '');

const WORDS = [
  'Revision 1: image of main registry/web:a; by helm',
  'Revision 2: image of main registry/web:a → b; by helm',
  'Revision 3: back to revision 1: image of main registry/web:b → a; by kubectl rollout undo',
  'Revision 4: image of main registry/web:a → c; by helm',
];

describe('changes', () => {
  it('are one entry for each revision, however often its ReplicaSet is written', async () => {
    const watched = changes();
    watched.listing();
    assert.deepEqual(
      messagesOf(await watched.outputsOf([{ kind: 'complete' }, ...HISTORY.map(outputOf)], signal)),
      WORDS
    );
  });

  it('are the same entries, each once, wherever another leader takes over', async () => {
    const whole = changes();
    const all = entriesIn(await whole.outputsOf([{ kind: 'complete' }, ...HISTORY.map(outputOf)], signal)).map(textOf);
    for (let cut = 0; cut < HISTORY.length; cut++) {
      const before = changes();
      const first = await before.outputsOf([{ kind: 'complete' }, ...HISTORY.slice(0, cut).map(outputOf)], signal);
      const next = changes();
      const version = Number(HISTORY[cut - 1]?.metadata?.resourceVersion ?? 0);
      const known = stateAt(version).map(recalled);
      const rest = HISTORY.slice(cut).map(outputOf);
      const second = await next.outputsOf([...known, { kind: 'complete' }, ...rest], signal);
      assert.deepEqual([...entriesIn(first), ...entriesIn(second)].map(textOf), all, `cut at ${cut}`);
    }
  });

  it('since the position are recorded from a list, a rollback too, as the same entries', async () => {
    const whole = changes();
    const all = entriesIn(await whole.outputsOf([{ kind: 'complete' }, ...HISTORY.map(outputOf)], signal)).map(textOf);
    const margin = 120;
    for (const [version, since, expected] of [
      [32, 25, [all[2]]],
      [41, 35, [all[3]]],
      [41, 45, []],
      [32, 5, [all[2], all[1]]],
      [22, 5, [all[0], all[1]]],
    ] as const) {
      const watched = changes({ since: at(since + margin) });
      const listed = await watched.outputsOf([...stateAt(version).map(outputOf), { kind: 'complete' }], signal);
      const found = entriesIn(listed).map(textOf);
      assert.deepEqual(found, expected, `at version ${version}, since ${since}`);
    }
  });

  it('of an owner that cannot be read name nobody', async () => {
    const watched = changes({ from: { ...read, owner: () => Promise.resolve(undefined) } });
    const outputs = await watched.outputsOf([{ kind: 'complete' }, outputOf(HISTORY[0]!)], signal);
    const [entry] = entriesIn(outputs);
    assert.equal(entry?.event.message, 'Revision 1: image of main registry/web:a');
    assert.equal(entry.own?.metadata.changed_by, '');
  });

  it('of a revision that cannot be read any more have its number', async () => {
    const watched = changes({ from: { ...read, revisions: () => Promise.resolve([]) } });
    const outputs = await watched.outputsOf([{ kind: 'complete' }, outputOf(HISTORY[0]!)], signal);
    assert.deepEqual(messagesOf(outputs), ['Revision 1; by helm']);
  });

  it('of other owners, and of ReplicaSets without a number, are not recorded', async () => {
    const { metadata } = HISTORY[0]!;
    const others: Revision[] = [
      { metadata: { ...metadata, ownerReferences: [] } },
      { metadata: { ...metadata, ownerReferences: [{ ...OWNER, kind: 'VirtualMachine' }] } },
      { metadata: { ...metadata, annotations: {} } },
    ];
    const watched = changes();
    const outputs = await watched.outputsOf([{ kind: 'complete' }, ...others.map(outputOf)], signal);
    assert.deepEqual(messagesOf(outputs), []);
    assert.equal(outputs.length, others.length);
  });

  it('are left out where the field selector leaves them out', async () => {
    const watched = changes({ selects: ({ reason }) => reason === 'RolledBack' });
    const outputs = await watched.outputsOf([{ kind: 'complete' }, ...HISTORY.map(outputOf)], signal);
    assert.deepEqual(messagesOf(outputs), [WORDS[2]]);
  });

  it('of a ControllerRevision say what its number was, where that was seen', async () => {
    const data = { spec: { template: { ...template(), $patch: 'replace' } } };
    const owner = { ...OWNER, kind: 'StatefulSet' };
    const revision = (uid: string, number: number): Revision => ({
      ...replicaSet(uid, number, number + 10, 1),
      metadata: { ...replicaSet(uid, number, number + 10, 1).metadata, annotations: {}, ownerReferences: [owner] },
      revision: number,
      spec: undefined,
      data,
    });
    const from = { ...read, revisions: () => Promise.resolve([revision('x', 3), revision('y', 2)]) };
    const watched = changes({ from });
    const seen = [recalled(revision('x', 1)), recalled(revision('y', 2)), { kind: 'complete' } as const];
    const outputs = await watched.outputsOf([...seen, outputOf(revision('x', 3))], signal);
    assert.deepEqual(messagesOf(outputs), ['Revision 3: back to revision 1; by helm']);
    assert.equal(entriesIn(outputs)[0]?.event.involvedObject?.kind, 'StatefulSet');
  });
});
