import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Status } from '../src/telemetry/status.ts';

const SILENCE_MS = 30_000;
const LATER_MS = performance.now() + 10 * SILENCE_MS;

function leading(waiting: boolean): Status {
  const status = new Status('id', '1', SILENCE_MS);
  status.role = 'leader';
  status.watches.set('*', { state: 'watching', contactMs: performance.now(), waiting });
  return status;
}

describe('readiness', () => {
  it('reports a watch that heard nothing from the API server for too long', () => {
    assert.deepEqual(leading(false).problems(LATER_MS), ['watch *: nothing heard of the API server']);
  });
  it('does not blame the API server while the watch waits for room in a queue', () => {
    assert.deepEqual(leading(true).problems(LATER_MS), []);
  });
  it('reports the receiver that takes nothing meanwhile', () => {
    const status = leading(true);
    status.receivers.set('loki', { pending: 5, bytes: 5, failure: '503', failingSinceMs: performance.now() });
    assert.deepEqual(status.problems(LATER_MS), ['receiver loki: 503']);
  });
});
