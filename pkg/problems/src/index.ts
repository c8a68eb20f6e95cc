export { type Buckets } from './buckets.ts';
export { type Group } from './counts.ts';
export { changeOf } from './details.ts';
export { allProblems, type Findings, findProblems, type Question, readProblem } from './find.ts';
export { jsonOf, type ProblemJson } from './json.ts';
export {
  type Change,
  type Death,
  type Details,
  type Evidence,
  type Problem,
  type Rank,
  type Shared,
  type State,
} from './problem.ts';
export { reportOf } from './report.ts';
export { failureWords, nameOf, plain, sentenceOf, stateWords, titleOf } from './say.ts';
export { type Series, type Span, type Store, TooManySeries } from './store.ts';
export { type Failure, type Words } from './words/words.ts';
