import { type Problem } from '@kubernetes-events/problems';

/** What is over, as things are when they start, comes after the rest. */
const PASSED = 0.1;

export const hasPassed = ({ rank }: Problem) => rank.weight <= PASSED;
