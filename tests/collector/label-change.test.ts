import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readCheckpoint, readSchedule, writeCheckpoint } from '../../backend-sidecar/src/checkpoint/checkpoint.ts';
import { CHECKPOINT_ANNOTATION } from '../../backend-sidecar/src/election/lease.ts';
import { type LabelSchedule } from '../../backend-sidecar/src/stream-labels/schedule.ts';
import { type PresetName, recordOf } from '../../pkg/event/src/index.ts';
import { mustCall } from '../../stack/src/api.ts';
import { find } from '../loki/loki.ts';
import { create, NUMBERS, oldEvent } from './events.ts';
import { Bed, type CollectorOptions } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

const LEASE = '/apis/coordination.k8s.io/v1/namespaces/default/leases/loki-event-collector';
interface Lease {
  metadata: { annotations: Record<string, string> };
}

interface Case {
  end: 'SIGKILL' | 'SIGTERM';
  labelPreset: PresetName;
  /** The labels that move. */
  moving: readonly string[];
}
const CASES: readonly Case[] = [
  { end: 'SIGKILL', labelPreset: 'kubernetes-events', moving: ['_host', '_namespace'] },
  { end: 'SIGTERM', labelPreset: 'kubernetes-events', moving: ['_host', '_namespace'] },
  { end: 'SIGKILL', labelPreset: 'k8s-monitoring', moving: ['_namespace', 'namespace'] },
  { end: 'SIGKILL', labelPreset: 'otel', moving: ['_namespace', 'k8s_namespace_name'] },
];
/** The time of a number's event is this many seconds after that of number 0. */
const CHANGED_AT = 150;

describe('while labels move to the metadata', () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());

  const lease = async (): Promise<Lease> => (await mustCall(bed.stack.apiServer(), 'GET', LEASE)) as Lease;
  const checkpointOf = ({ metadata }: Lease): string => metadata.annotations[CHECKPOINT_ANNOTATION] ?? '';

  /** Puts a change into the checkpoint, as a leader that has decided it does. */
  async function decide(schedule: LabelSchedule, options: CollectorOptions): Promise<void> {
    const collector = bed.collector({ ...options, args: ['-le'] });
    await collector.logged('"leading"', 60_000);
    assert.equal(await collector.kill('SIGTERM'), 0);
    const released = await lease();
    const checkpoint = writeCheckpoint(readCheckpoint(checkpointOf(released)), schedule);
    released.metadata.annotations[CHECKPOINT_ANNOTATION] = checkpoint;
    await mustCall(bed.stack.apiServer(), 'PUT', LEASE, released);
  }

  for (const { end, labelPreset, moving } of CASES) {
    it(`every event is kept once, in the stream of its time, over a takeover after ${end}, with labelPreset: ${labelPreset}`, async () => {
      const namespace = await bed.namespace(`moved-${end.toLowerCase()}-${labelPreset}`);
      const options = {
        config: { labelPolicy: 'adaptive', labelPreset, cluster: 'eu', filters: { namespaces: [namespace] } },
      };
      const startMs = Math.floor(Date.now() / 1000 - NUMBERS.length) * 1000;
      const timeOf = (number: number): string => `${new Date(startMs + number * 1000).toISOString().slice(0, 19)}Z`;
      const some = (from: number, to: number): object[] =>
        // Times go up and down, over the change and back.
        NUMBERS.slice(from, to)
          .map((number) => (number * 7) % NUMBERS.length)
          .map((number) => ({
            ...oldEvent(namespace, number),
            firstTimestamp: timeOf(number),
            lastTimestamp: timeOf(number),
          }));
      const schedule = [{ from: new Date(startMs + CHANGED_AT * 1000).toISOString(), moved: ['_host', '_namespace'] }];
      await decide(schedule, options);

      const [leader, other] = await bed.leaderAndOther(options);
      await create(bed.stack, some(0, 100));
      await leader.kill(end);
      await create(bed.stack, some(100, 200));
      await other.logged('"leading"', 18_000);
      await create(bed.stack, some(200, 300));
      await assertKeptOnce(bed.stack, namespace, NUMBERS);

      // A filter after the braces finds an entry under the other program's names in either place.
      const named = moving.map((label) => ` | ${label}!=""`).join('');
      const inStreams = async (selector: string): Promise<number[]> =>
        (
          await find(
            bed.stack.lokiUrl,
            `{_kind="Pod", ${selector}} | _namespace="${namespace}" | _host=~"node-.+"${named}`
          )
        )
          .map((line) => Number(recordOf(line).event.replace('event-', '')))
          .sort((a, b) => a - b);
      const allMatch = (matcher: string): string => moving.map((label) => `${label}${matcher}`).join(', ');
      assert.deepEqual(await inStreams(allMatch('=~".+"')), NUMBERS.slice(0, CHANGED_AT));
      assert.deepEqual(await inStreams(allMatch('=""')), NUMBERS.slice(CHANGED_AT));
      await other.kill('SIGTERM');
      assert.deepEqual(readSchedule(checkpointOf(await lease())), schedule);
    });
  }
});
