import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Entry, entryOf, type Event, recordOf } from '@kubernetes-events/event';
import { type Problem } from '@kubernetes-events/problems';
import language from '@kubernetes-events/reasons/en';
import { type DescribeOptions, problemText } from '../src/problems/description.ts';
import { distanceWords, problemTable } from '../src/problems/table.ts';
import { describedJson } from '../src/problems/json.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 26, 18);

const record = (kind: string, name: string, reason: string, message: string, atMs: number) => {
  const event: Event = {
    involvedObject: { kind, namespace: 'shop', name },
    reason,
    message,
    lastTimestamp: new Date(atMs).toISOString(),
    source: { component: 'kubelet', host: 'n3' },
  };
  const entry: Entry = entryOf(event, 1, {}, {});
  return recordOf({
    timestampNs: String(entry.timestampNs),
    line: entry.line,
    labels: { ...entry.labels, ...entry.metadata },
  });
};

function problem(own: Partial<Problem> = {}): Problem {
  const newest = record('Pod', 'web-1', 'BackOff', 'Back-off restarting failed container main', NOW - MINUTE);
  const change = record(
    'Deployment',
    'web',
    'NewRevision',
    'Revision 12: image of main 1 → 2; by helm',
    NOW - 32 * MINUTE
  );
  return {
    id: 'x',
    cluster: 'eu',
    namespace: 'shop',
    workload: 'Deployment/web',
    mode: 'crash',
    seriousness: 'severe',
    groups: [],
    state: 'ongoing',
    startMs: NOW - 30 * MINUTE,
    lastMs: NOW - MINUTE,
    startsBefore: false,
    occurrences: 41,
    counts: [],
    buckets: { from: NOW - 180 * MINUTE, step: MINUTE, count: 180 },
    earlier: [],
    rank: { seriousness: 3, affected: 1.5, age: 1, state: 1, weight: 1, score: 4.5 },
    details: {
      newest,
      pods: ['web-1'],
      nodes: ['n3'],
      partly: false,
      death: {
        record: {
          ...newest,
          message: 'Container main exited with code 139 after 40s, restart 3. Its last message: a\n\x1b[31mb',
        },
        reason: 'Error',
        exitCode: 139,
        container: 'main',
        atMs: NOW - MINUTE,
        text: 'Container main exited with code 139 after 40s, restart 3',
        lastWords: 'a\n\x1b[31mb',
      },
      change: { record: change, revision: '12', changed: ['image.main'], by: 'helm', atMs: change.timeMs },
      evidence: [],
      commands: ['describe', 'previousLogs', 'node', 'history'],
    },
    ...own,
  };
}

const OPTIONS: DescribeOptions = { colour: false, nowMs: NOW, endMs: NOW, language };
const textOf = (own: Partial<Problem> = {}, options: Partial<DescribeOptions> = {}): string =>
  problemText({ rank: 2, problem: problem(own) }, { ...OPTIONS, ...options });

describe('problemText', () => {
  it('shows the last change even if it is not among the nearest evidence', () => {
    assert.match(
      textOf(),
      /\nNear its start:\n {2}2m before {2}Deployment\/web {2}NewRevision {2}Revision 12: image .*\n/
    );
  });

  it('shows after how long a container ended and what it wrote last, without what terminals act on', () => {
    assert.match(textOf(), /\nHow it died last:\n.*\n {2}Container main exited with code 139 after 40s, restart 3\n/);
    assert.match(textOf(), /\n {2}its last message:\n {2}\| a\n {2}\| \^\[\[31mb\n/);
  });

  it('fills real names into commands and leaves out those that name what is not known', () => {
    const text = textOf();
    assert.match(text, /\nCheck next:\n {2}kubectl describe Pod web-1 -n shop\n {2}kubectl logs web-1 -n shop .*\n/);
    assert.match(text, /\n {2}kubectl describe node n3\n/);
    assert.doesNotMatch(text, /_namespace=/);
    const { details } = problem();
    const unknown = textOf({ details: { ...details!, newest: { ...details!.newest, host: '' } } });
    assert.doesNotMatch(unknown, /describe node/);
  });

  it('names a Node without a namespace, and each command once', () => {
    const { details } = problem();
    const newest = record('Node', 'n3', 'NodeNotReady', 'Node n3 status is now: NodeNotReady', NOW);
    const text = textOf({
      workload: 'Node/n3',
      namespace: '',
      details: { ...details!, newest, commands: ['describe', 'node'] },
    });
    assert.match(
      text,
      /\nCheck next:\n {2}kubectl describe node n3\n {2}kubectl event-history get -A --for node\/n3 --from/
    );
  });

  it('says what is only known in part', () => {
    const { details } = problem();
    const text = textOf({ startsBefore: true, details: { ...details!, partly: true } });
    assert.match(text, /\n {2}Since: +before \S+ \S+ \(30m ago\)\n/);
    assert.match(text, /\nPods \(at least 1\):\n/);
    assert.match(textOf({ details: undefined }), /\n\nIts events were not found\.\n/);
  });

  it('counts states from the end of the range, and ages from now', () => {
    const text = textOf({ state: 'quiet', lastMs: NOW - 72 * MINUTE }, { endMs: NOW - 60 * MINUTE });
    assert.match(text, /\n {2}State: +quiet for 12 min\n {2}Since: .*\n {2}Last seen: +\S+ \S+ \(72m ago\)\n/);
  });

  it('lists a change after it was last seen, and when earlier stretches began', () => {
    const { details } = problem();
    const after = { ...details!.change!, atMs: NOW - MINUTE + 20_000 };
    const text = textOf({ earlier: [NOW - 300 * MINUTE], details: { ...details!, after } });
    assert.match(text, /\nAfter it was last seen:\n {2}20s after {2}Deployment\/web {2}NewRevision {2}Revision 12/);
    assert.match(text, /\nEarlier in the range:\n {2}began \S+ \S+ \(5h ago\)\n/);
  });

  it('shortens long lists of pods and says so', () => {
    const { details } = problem();
    const pods = Array.from({ length: 15 }, (_, n) => `web-${n}`);
    assert.match(
      textOf({ details: { ...details!, pods } }),
      /\nPods \(15\):\n( {2}web-\d+\n){12} {2}and 3 more .*-o json/
    );
  });

  it('paints the title by state on a terminal', () => {
    assert.match(textOf({}, { colour: true }), /^\x1b\[31m2\. web: exits with code 139\x1b\[39m\n {2}State: /);
  });
});

describe('problemTable', () => {
  it('leaves the pods of a problem empty whose events were not read, and marks what is at least', () => {
    const { details } = problem();
    const all = [
      problem(),
      problem({ details: { ...details!, partly: true }, startsBefore: true }),
      problem({ details: undefined }),
    ];
    const options = { wide: false, headers: false, withNamespace: true, withCluster: true, colour: false };
    const lines = problemTable(
      all.map((one, at) => ({ rank: at + 1, problem: one })),
      { ...options, nowMs: NOW, endMs: NOW }
    );
    assert.deepEqual(
      [...lines].map((line) => line.trim().split(/ {2,}/)),
      [
        ['1', 'ongoing', '30m', '1', 'eu', 'shop', 'web: exits with code 139'],
        ['2', 'ongoing', '>30m', '1+', 'eu', 'shop', 'web: exits with code 139'],
        ['3', 'ongoing', '~30m', 'eu', 'shop', 'web: container dies'],
      ]
    );
  });
});

describe('distanceWords', () => {
  it('says how far something is from the start, and on which side', () => {
    assert.deepEqual([-72_000, 10_000, -300].map(distanceWords), ['72s before', '10s after', 'same second']);
  });
});

describe('describedJson', () => {
  it('has times in RFC 3339, and null for what is not known', () => {
    const { details: _, ...counted } = problem();
    const json = describedJson({ rank: 3, problem: counted });
    assert.equal(json.start, '2026-11-26T17:30:00.000Z');
    assert.deepEqual([json.pods, json.death, json.change, json.changeAfter, json.check], [null, null, null, null, []]);
    assert.deepEqual(
      describedJson({ rank: 1, problem: problem() }).change?.text,
      'Revision 12: image of main 1 → 2; by helm'
    );
  });
});
