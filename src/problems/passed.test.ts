import { type Problem } from '@kubernetes-events/problems';
import { hasPassed, settled } from './passed';

const MINUTE = 60_000;
const NOW = 100 * MINUTE;

const problem = (lastMs: number, weight = 0.4, sign = 'readiness') =>
  ({ state: 'ongoing', rank: { weight }, groups: [{ sign }], lastMs }) as Problem;

describe('a brief failure', () => {
  it.each([
    ['of a readiness probe, 2 min ago', problem(NOW - 2 * MINUTE), true],
    ['of a readiness probe, a minute ago', problem(NOW - MINUTE), false],
    ['of a readiness probe, more often', problem(NOW - 2 * MINUTE, 0.6), false],
    ['of a liveness probe', problem(NOW - 2 * MINUTE, 0.4, 'liveness'), false],
    ['of scheduling', problem(NOW - 9 * MINUTE, 0.4, ''), false],
  ])('%s: passed %s', (_, one, passed) => {
    expect(hasPassed(settled(one, NOW))).toBe(passed);
  });

  it('has passed once it is not ongoing, whatever failed', () => {
    expect(hasPassed({ ...problem(NOW, 0.1, ''), state: 'quiet' })).toBe(true);
    expect(hasPassed({ ...problem(NOW, 1, ''), state: 'over' })).toBe(false);
  });
});
