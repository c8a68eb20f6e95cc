import { type Problem } from '@kubernetes-events/problems';
import { hasPassed } from './passed';

const problem = (weight: number) => ({ rank: { weight } }) as Problem;

it('what weighs little has passed', () => {
  expect(hasPassed(problem(0.1))).toBe(true);
  expect(hasPassed(problem(0.24))).toBe(false);
  expect(hasPassed(problem(1))).toBe(false);
});
