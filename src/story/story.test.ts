import { initPluginTranslations } from '@grafana/i18n';
import { type EventRecord, recordOf } from '@kubernetes-events/event';
import i18next from 'i18next';
import { ID } from '../view/appId';
import en from '../locales/en-US/lokievents-kubernetes-app.json';
import { livesOf } from './lives';
import { momentsOf } from './moments';
import { gapsBetween, partsOf } from './parts';
import { childIn, followed, linksIn, nodesIn, podsOn, workloadOf } from './relations';
import { childSentences, sentencesOf } from './sentences';
import { type Story } from './storyOf';

const event = (kind: string, name: string, message: string, more: Record<string, string> = {}): EventRecord => ({
  ...recordOf({
    timestampNs: `${more.ms ?? '1790000000000'}000000`,
    line: message,
    labels: { _kind: kind, _namespace: 'shop', name, event_uid: message + name, ...more },
  }),
  message,
});

const POD = { cluster: '', kind: 'Pod', namespace: 'shop', name: 'web-1-a' };

describe('who belongs with whom', () => {
  it.each([
    ['ReplicaSet', 'Created pod: web-1-a', 'Pod', 'web-1-a'],
    ['ReplicaSet', '(combined from similar events): Created pod: web-1-b', 'Pod', 'web-1-b'],
    ['DaemonSet', 'Deleted pod: agent-x', 'Pod', 'agent-x'],
    ['StatefulSet', 'create Pod db-0 in StatefulSet db successful', 'Pod', 'db-0'],
    ['StatefulSet', 'Create Pod db-0 in StatefulSet db successful', 'Pod', 'db-0'],
    ['StatefulSet', 'Create Claim data-db-0 Pod db-0 in StatefulSet db success', 'PersistentVolumeClaim', 'data-db-0'],
    ['Deployment', 'Scaled up replica set web-1 from 0 to 3', 'ReplicaSet', 'web-1'],
    ['CronJob', 'Created job report-1', 'Job', 'report-1'],
    ['CronJob', 'Saw completed job: report-1, condition: Complete', 'Job', 'report-1'],
    ['Job', 'Created pod: report-1-x', 'Pod', 'report-1-x'],
  ])('%s: "%s" names %s %s', (kind, message, child, name) => {
    expect(childIn(event(kind, 'owner', message, { cluster: 'eu' }))).toEqual({
      cluster: 'eu',
      kind: child,
      namespace: 'shop',
      name,
    });
  });

  it('is not read from other messages', () => {
    expect(childIn(event('Pod', 'x', 'Created pod: web-1-a'))).toBeUndefined();
  });

  it('is followed over several links, up and down', () => {
    const links = linksIn([
      event('Deployment', 'web', 'Scaled up replica set web-1 from 0 to 1'),
      event('ReplicaSet', 'web-1', 'Created pod: web-1-a'),
      event('ReplicaSet', 'web-1', 'Created pod: web-1-b'),
    ]);
    const names = (relations: ReturnType<typeof followed>) => relations.map(({ name, steps }) => `${name} ${steps}`);
    expect(names(followed(POD, links, 'owner'))).toEqual(['web-1 1', 'web 2']);
    const web = { ...POD, kind: 'Deployment', name: 'web' };
    expect(names(followed(web, links, 'child'))).toEqual(['web-1 1', 'web-1-a 2', 'web-1-b 2']);
    expect(followed(web, links, 'owner')).toEqual([]);
  });

  it('does not lead to an object of the same name in another cluster', () => {
    const links = linksIn([
      event('ReplicaSet', 'web-1', 'Created pod: web-1-a', { cluster: 'eu' }),
      event('ReplicaSet', 'web-1', 'Created pod: web-1-a', { cluster: 'us' }),
    ]);
    expect(links).toHaveLength(2);
    expect(followed({ ...POD, cluster: 'eu' }, links, 'owner')).toMatchObject([{ cluster: 'eu', name: 'web-1' }]);
    expect(followed(POD, links, 'owner')).toEqual([]);
  });

  it('is the workload that the collector added, if that is another object', () => {
    const events = [event('Pod', 'web-1-a', 'x', { workload: 'Deployment/web' })];
    expect(workloadOf(events, POD)).toEqual({ ...POD, kind: 'Deployment', name: 'web' });
    expect(workloadOf(events, { ...POD, kind: 'Deployment', name: 'web' })).toBeUndefined();
  });

  it('is the Node that the scheduler names, and that has the pod', () => {
    const scheduled = event('Pod', 'web-1-a', 'Successfully assigned shop/web-1-a to node-3');
    const started = event('Pod', 'web-1-a', 'Started container', { _host: 'node-3' });
    expect(nodesIn([started, scheduled])).toMatchObject([{ name: 'node-3', because: scheduled.message }]);
    expect(podsOn('node-3', [scheduled])).toMatchObject([{ namespace: 'shop', name: 'web-1-a', role: 'onNode' }]);
    expect(podsOn('node', [scheduled])).toEqual([]);
  });
});

describe('objects of one name', () => {
  const at = (ms: number, uid: string) =>
    event('Pod', 'db-0', `at ${ms}`, { ms: String(1790000000000 + ms), object_uid: uid });

  it('are distinguished by uid; an event without one belongs to the object of that time', () => {
    const lives = livesOf([at(0, ''), at(1, 'a'), at(2, ''), at(3, 'b'), at(4, ''), at(5, 'a')]);
    expect(lives.map(({ uid, records }) => `${uid} ${records.length}`)).toEqual(['a 4', 'b 2']);
    expect(lives.map(({ from, to }) => [from, to])).toEqual([
      [-Infinity, 1790000000003],
      [1790000000003, Infinity],
    ]);
  });

  it('are one where the uid is but the name, as the kubelet writes of its Node', () => {
    expect(livesOf([at(0, 'db-0'), at(1, 'a')])).toHaveLength(1);
  });
});

const START = 1_790_000_000_000;
const MINUTE = 60_000;

interface Given {
  minute: number;
  reason: string;
  message?: string;
  type?: 'Normal' | 'Warning';
  kind?: string;
  name?: string;
  more?: Record<string, string>;
}

const given = ({ minute, reason, message = reason, type = 'Warning', kind = 'Pod', name = 'web-1-a', more }: Given) =>
  event(kind, name, message, {
    ms: String(START + minute * MINUTE),
    reason,
    _type: type,
    event_uid: `${minute}`,
    ...more,
  });

const death = (minute: number, container: string, reason: string, message: string): Given => ({
  minute,
  reason,
  message,
  more: { component: 'loki-event-collector', field_path: `spec.containers{${container}}` },
});

const change = (minute: number, reason: string, message: string): Given => ({
  minute,
  reason,
  message,
  type: 'Normal',
  kind: 'Deployment',
  more: { component: 'loki-event-collector' },
});

describe('the sentences about an object', () => {
  // As Grafana does for a plugin with `languages`: plural forms are there alone.
  beforeAll(async () => {
    await initPluginTranslations(ID);
    i18next.addResourceBundle('en-US', ID, en);
  });

  const said = (...records: Given[]) => sentencesOf(records.map(given), []).map(({ text }) => text);

  it.each<[string, Given[], string[]]>([
    [
      'a deletion that was cancelled was no eviction',
      [
        {
          minute: 0,
          reason: 'TaintManagerEviction',
          type: 'Normal',
          message: 'Cancelling deletion of Pod shop/web-1-a',
        },
      ],
      ['Node taint: deletion cancelled once'],
    ],
    [
      'a marked Pod is not gone yet',
      [{ minute: 0, reason: 'TaintManagerEviction', type: 'Normal', message: 'Marking for deletion Pod shop/web-1-a' }],
      ['Node taint: marked for deletion once'],
    ],
    [
      'an image that is not found is no failing container',
      [
        { minute: 0, reason: 'Failed', message: 'Failed to pull image "web:9": not found' },
        { minute: 0, reason: 'Failed', message: 'Error: ErrImagePull' },
        { minute: 1, reason: 'BackOff', type: 'Normal', message: 'Back-off pulling image "web:9"' },
      ],
      ['Image pull failed once: Failed to pull image "web:9": not found', 'Image pull backed off once'],
    ],
    [
      'an image that may not be pulled, or has no valid name, was not pulled',
      [
        {
          minute: 0,
          reason: 'ErrImageNeverPull',
          message: 'Container image "web:9" is not present with pull policy of Never',
        },
        { minute: 0, reason: 'Failed', message: 'Error: ErrImageNeverPull' },
      ],
      ['Image not usable once: Container image "web:9" is not present with pull policy of Never'],
    ],
    [
      'a container that could not be started did not die',
      [
        {
          minute: 0,
          reason: 'Failed',
          message: 'Error: exec: "/app": no such file',
          more: { field_path: 'spec.containers{web}' },
        },
        death(0, 'web', 'StartError', 'Container web could not be started (exit code 128): exec: "/app": no such file'),
      ],
      ['Container failed to start once: exec: "/app": no such file'],
    ],
    [
      'a container that was not there when its pod ended did not die',
      [
        death(
          0,
          'web',
          'ContainerStatusUnknown',
          'Container web was not running when its pod ended (reported as exit code 137)'
        ),
      ],
      ['ContainerStatusUnknown once: Container web was not running when its pod ended (reported as exit code 137)'],
    ],
    [
      'a container that never started did not restart, though one beside it started',
      [
        { minute: 0, reason: 'Started', type: 'Normal', more: { field_path: 'spec.containers{proxy}' } },
        {
          minute: 1,
          reason: 'BackOff',
          message: 'Back-off restarting failed container web in pod web-1-a',
          more: { field_path: 'spec.containers{web}' },
        },
      ],
      ['Container proxy started once', 'Start of a failing container backed off once'],
    ],
    [
      'a missing secret',
      [{ minute: 0, reason: 'Failed', message: 'Error: secret "ledger-db" not found' }],
      ['Container failed to start once: secret "ledger-db" not found'],
    ],
    [
      'a container that never started did not restart',
      [{ minute: 0, reason: 'BackOff', message: 'Back-off restarting failed container web in pod web-1-a' }],
      ['Start of a failing container backed off once'],
    ],
    [
      'a container that started backs off its restart',
      [
        { minute: 0, reason: 'Started', type: 'Normal', message: 'Started container web' },
        {
          minute: 1,
          reason: 'BackOff',
          message: 'Back-off restarting failed container web in pod web-1-a',
          more: { increment: '3' },
        },
      ],
      ['A container started once', 'Restart backed off 3 times'],
    ],
    [
      'a quota',
      [
        {
          minute: 0,
          kind: 'ReplicaSet',
          name: 'gateway-7f',
          reason: 'FailedCreate',
          message:
            'Error creating: pods "gateway-7f-x" is forbidden: exceeded quota: team-quota, requested: requests.cpu=300m, used: requests.cpu=1200m, limited: requests.cpu=1200m',
          more: { increment: '19' },
        },
      ],
      [
        'Creation failed 19 times: quota team-quota exceeded (requested requests.cpu=300m, used requests.cpu=1200m, limit requests.cpu=1200m)',
      ],
    ],
    [
      'another reason not to create a Pod',
      [
        {
          minute: 0,
          kind: 'ReplicaSet',
          reason: 'FailedCreate',
          message: 'Error creating: serviceaccount "x" not found',
        },
      ],
      ['Creation failed once: serviceaccount "x" not found'],
    ],
    [
      'an autoscaler without metrics, once for what it writes twice',
      [
        {
          minute: 0,
          kind: 'HorizontalPodAutoscaler',
          reason: 'FailedGetResourceMetric',
          message: 'unable to get metrics',
        },
        {
          minute: 0,
          kind: 'HorizontalPodAutoscaler',
          reason: 'FailedComputeMetricsReplicas',
          message: 'invalid metrics',
        },
      ],
      ['Metrics not available once: unable to get metrics'],
    ],
    [
      'a Pod whose node was not ready, and no word on how it is now',
      [{ minute: 0, reason: 'NodeNotReady', message: 'Node is not ready' }],
      ['Its node was reported as not ready once'],
    ],
    [
      'a warning that no rule knows, in its own words',
      [{ minute: 0, reason: 'FrobFailed', message: 'the frob is broken' }],
      ['FrobFailed once: the frob is broken'],
    ],
    ['a routine event that no rule knows', [{ minute: 0, reason: 'Frobbed', type: 'Normal' }], []],
    [
      'how containers died, each container for itself',
      [
        death(0, 'main', 'OOMKilled', 'Container main was OOM killed (exit code 137, memory limit 64Mi) after 40s'),
        death(1, 'main', 'Error', 'Container main exited with code 3 after 5s'),
        death(2, 'main', 'Error', 'Container main exited with code 3 after 9s, restart 1'),
        death(3, 'proxy', 'Error', 'Container proxy was ended by SIGSEGV (exit code 139) after 2s'),
      ],
      [
        'Out of memory once: Container main was OOM killed (exit code 137, memory limit 64Mi) after 40s',
        'A container died 2 times, last: Container main exited with code 3 after 9s, restart 1',
        'A container died once: Container proxy was ended by SIGSEGV (exit code 139) after 2s',
      ],
    ],
    [
      'what changed, and what was rolled back',
      [
        change(0, 'NewRevision', 'Revision 12: image of main web:1.4.1 → 1.4.2; by helm'),
        change(5, 'RolledBack', 'Revision 13: back to revision 11; by kubectl'),
        change(6, 'ConfigurationChanged', 'Data LOG_LEVEL changed; read by Deployment/web; by helm'),
      ],
      [
        'Changed once: Revision 12: image of main web:1.4.1 → 1.4.2; by helm',
        'Rolled back once: Revision 13: back to revision 11; by kubectl',
        'Configuration changed once: Data LOG_LEVEL changed; read by Deployment/web; by helm',
      ],
    ],
    [
      'what the recorder has combined',
      [{ minute: 0, reason: 'FailedMount', message: '(combined from similar events): MountVolume.SetUp failed' }],
      ['Volume mount failed once: MountVolume.SetUp failed'],
    ],
  ])('report %s', (_, records, expected) => {
    expect(said(...records)).toEqual(expected);
  });

  it('are in order of the last time, with the first and the last', () => {
    const records = [
      { minute: 0, reason: 'FailedScheduling', message: 'no nodes' },
      { minute: 5, reason: 'FailedMount', message: 'no volume' },
      { minute: 9, reason: 'FailedScheduling', message: 'no nodes' },
    ];
    const times = sentencesOf(records.map(given), []).map(({ from, to }) => [from - START, to - START]);
    expect(times).toEqual([
      [5 * MINUTE, 5 * MINUTE],
      [0, 9 * MINUTE],
    ]);
  });

  it('include the warnings of its children, those of one kind together', () => {
    const child = (minute: number, name: string) => ({
      relation: { ...POD, name, role: 'child' as const, steps: 2, because: '' },
      record: given({ minute, name, reason: 'FailedMount', message: 'no volume' }),
    });
    const sentences = childSentences([child(0, 'web-1-a'), child(1, 'web-1-b')]);
    expect(sentences.map(({ text, objects }) => [text, objects.length])).toEqual([
      ['Volume mount failed 2 times, last: no volume', 2],
    ]);
  });
});

describe('the parts of a story', () => {
  const NODE = { ...POD, kind: 'Node', namespace: '', name: 'node-1', role: 'node' as const, steps: 1, because: '' };
  const CHILD = { ...POD, name: 'web-1-b', role: 'child' as const, steps: 1, because: '' };
  const node = (minute: number, reason: string, type: Given['type'] = 'Normal') => ({
    relation: NODE,
    record: given({ minute, reason, type, kind: 'Node', name: 'node-1' }),
  });
  const shown = (own: Given[], related: Story['related'] = []) =>
    partsOf(momentsOf({ own: own.map(given), related })).map((part) =>
      'moment' in part ? part.moment.row.record.reason : `${part.why} ${part.fold.length}`
    );
  const routine = ['Scheduled', 'Pulled', 'Created', 'Started'].map((reason, minute): Given => ({
    minute,
    reason,
    type: 'Normal',
  }));

  it('begin at the first warning, with a little of what was just before', () => {
    const pulling: Given = { minute: -1, reason: 'Pulling', type: 'Normal' };
    expect(shown([pulling, ...routine, { minute: 5, reason: 'Unhealthy' }])).toEqual([
      'earlier 3',
      'Created',
      'Started',
      'Unhealthy',
    ]);
    expect(shown([...routine, { minute: 60, reason: 'Unhealthy' }])).toEqual(['earlier 4', 'Unhealthy']);
  });

  it('begin at the change before the warning, also if a node did something in between', () => {
    const related = [node(57, 'Starting'), node(59.5, 'RegisteredNode')];
    const scaled: Given = { minute: 58, reason: 'ScalingReplicaSet', type: 'Normal' };
    expect(shown([...routine, scaled, { minute: 60, reason: 'Unhealthy' }], related)).toEqual([
      'earlier 5',
      'ScalingReplicaSet',
      'node 1',
      'Unhealthy',
    ]);
    expect(shown([{ minute: 60, reason: 'Unhealthy' }], related)).toEqual(['node 2', 'Unhealthy']);
  });

  it('show the last change before the trouble, however long ago it was', () => {
    const changed = (minute: number, revision: string): Given => ({
      ...change(minute, 'NewRevision', `Revision ${revision}: env LOG_LEVEL changed`),
      more: { component: 'loki-event-collector', revision },
    });
    expect(
      shown([
        changed(-20, '11'),
        ...routine,
        changed(4, '12'),
        { minute: 6, reason: 'Pulled', type: 'Normal', message: 'other' },
        { minute: 60, reason: 'Unhealthy' },
      ])
    ).toEqual(['earlier 5', 'NewRevision', 'earlier 1', 'Unhealthy']);
  });

  it('begin at the first warning of a child, if that comes first', () => {
    const related = [{ relation: CHILD, record: given({ minute: 60, reason: 'BackOff', name: 'web-1-b' }) }];
    expect(shown([...routine, { minute: 90, reason: 'Unhealthy' }], related)).toEqual([
      'earlier 4',
      'BackOff',
      'Unhealthy',
    ]);
  });

  it('are all of them if nothing warns, without the routine of nodes', () => {
    expect(shown(routine, [node(0.5, 'Starting'), node(0.6, 'RegisteredNode'), node(9, 'NodeNotReady')])).toEqual([
      'Scheduled',
      'node 2',
      'Pulled',
      'Created',
      'Started',
      'NodeNotReady',
    ]);
  });

  it('have what a node suffers near the trouble, and not what it did far from it', () => {
    const related = [
      node(61, 'NodeHasSufficientMemory'),
      node(62, 'NodeHasDiskPressure'),
      node(200, 'Rebooted', 'Warning'),
    ];
    expect(shown([{ minute: 60, reason: 'Unhealthy' }], related)).toEqual([
      'Unhealthy',
      'node 1',
      'NodeHasDiskPressure',
      'node 1',
    ]);
  });

  it('stand at their first time, and say the last', () => {
    const moments = momentsOf({
      own: [
        { minute: 0, reason: 'BackOff' },
        { minute: 5, reason: 'Killing' },
        { minute: 30, reason: 'BackOff' },
      ].map((one) => given({ message: 'x', ...one })),
      related: [],
    });
    expect(moments.map(({ row: { record, from, to } }) => [record.reason, from - START, to - START])).toEqual([
      ['BackOff', 0, 30 * MINUTE],
      ['Killing', 5 * MINUTE, 5 * MINUTE],
    ]);
    expect([...gapsBetween(moments).values()]).toEqual([]);
  });

  it('have the gap after what repeats, counted from its last time', () => {
    const moments = momentsOf({
      own: [
        { minute: 0, reason: 'BackOff' },
        { minute: 30, reason: 'BackOff' },
        { minute: 40, reason: 'Killing' },
      ].map((one) => given({ message: 'x', ...one })),
      related: [],
    });
    expect([...gapsBetween(moments).values()]).toEqual([10 * MINUTE]);
  });
});
