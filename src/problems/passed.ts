import { type Problem } from '@kubernetes-events/problems';

/** The most that a few failures in a short time weigh in the rank once they are over. */
const PASSED = 0.1;

/** What is over, as things are when they start, comes after the rest. */
export const hasPassed = ({ rank }: Problem) => rank.weight <= PASSED;
