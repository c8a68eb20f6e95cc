import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type EventRecord } from '@kubernetes-events/event';
import { type Problem } from '../src/problem.ts';
import { reportOf } from '../src/report.ts';
import { plain, sentenceOf } from '../src/say.ts';
import { en } from '../src/words/en.ts';
import { zhHans } from '../src/words/zh-Hans.ts';

const START = Date.UTC(2026, 10, 25, 14, 2, 11);
const record = (id: string, atMs: number, message: string, more: Partial<EventRecord> = {}): EventRecord =>
  ({ id, timeMs: atMs, message, kind: 'Pod', name: 'web-1', labels: {}, ...more }) as EventRecord;

const death = record(
  'death',
  START + 60_000,
  'Container main was OOM killed (exit code 137, memory limit 128Mi) after 40s, restart 4. Its last message: a | b\nc'
);
const change = record('change', START - 69_000, 'Revision 12: memory limit of main 256Mi → 128Mi; by helm', {
  kind: 'Deployment',
  name: 'web',
});
const problem = {
  cluster: '',
  namespace: 'shop',
  workload: 'Deployment/web',
  mode: 'oom',
  state: 'ongoing',
  startMs: START,
  lastMs: START + 60_000,
  startsBefore: false,
  occurrences: 41,
  groups: [{ reason: 'OOMKilled', sign: 'exit 137' }],
  details: {
    newest: death,
    pods: ['web-1', 'web-2', 'web-3'],
    nodes: ['n3'],
    partly: false,
    death: { record: death, reason: 'OOMKilled', exitCode: 137, container: 'main', atMs: death.timeMs, lastWords: 'a' },
    evidence: [{ record: change, distanceMs: -69_000, what: 'change' }],
    commands: [],
  },
} as unknown as Problem;

describe('a post-mortem', () => {
  const options = {
    clock: (ms: number) => new Date(ms).toISOString().slice(11, 19),
    link: ({ id }: EventRecord) => `https://grafana/e/${id}`,
    nowMs: START + 120_000,
  };

  it('has what is known in the order of time, with links, and room for what is not', () => {
    assert.equal(
      reportOf(problem, { ...options, words: en }),
      `# web: out of memory

Container main was OOM killed (exit code 137, memory limit 128Mi), 41 times, 3 pods

- **State**: ongoing
- **Start**: 14:02:11
- **Last seen**: 14:03:11
- **Where**: shop / Deployment/web
- **Nodes**: n3

## Timeline

| Time | What happened | Object |
| --- | --- | --- |
| [14:01:02](https://grafana/e/change) | Revision 12: memory limit of main 256Mi → 128Mi; by helm | Deployment/web |
| [14:03:11](https://grafana/e/death) | Container main was OOM killed (exit code 137, memory limit 128Mi) | Pod/web-1 |

## Impact

…

## Cause

…

## Follow-ups

…

`
    );
  });

  it('keeps markup of messages from becoming markup of its own', () => {
    const hostile = {
      ...problem,
      details: { ...problem.details!, death: undefined, newest: record('x', START, '| <b> `c` *') },
    };
    assert.match(reportOf(hostile, { ...options, words: en }), /\\\| \\<b\\> \\`c\\` \\\*/);
  });

  it('is there in Chinese', () => {
    assert.match(reportOf(problem, { ...options, words: zhHans }), /^# web：内存不足\n/);
  });
});

describe('the sentence of a problem', () => {
  it('says of how many pods it knows, and that there may be more', () => {
    const partly = { ...problem, details: { ...problem.details!, partly: true } };
    assert.match(sentenceOf(partly, en), /41 times, at least 3 pods$/);
  });

  it('counts warnings, not deaths, where an event stands beside the end of the container, as of an eviction', () => {
    const evicted = {
      ...problem,
      occurrences: 2,
      groups: [{ ...problem.groups[0]!, reason: 'Evicted', sign: 'evicted' }],
    };
    assert.match(sentenceOf(evicted, en), /, 2 warnings, 3 pods$/);
  });

  it('leaves out what differs between pods and times', () => {
    const message = '(combined from similar events): Back-off restarting failed container main in pod web-1_shop(8f-2)';
    assert.equal(plain({ message }), 'Back-off restarting failed container main');
  });
});
