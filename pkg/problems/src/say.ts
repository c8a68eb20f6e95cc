import { type EventRecord } from '@kubernetes-events/event';
import { type Mode } from '@kubernetes-events/reasons';
import { type Problem } from './problem.ts';
import { isDeath, RESCALED } from './signs.ts';
import { type Failure, type Words } from './words/words.ts';
import { MINUTE } from './units.ts';

/** A container that died less often may yet stay up. */
const LOOP = 3;

/** `Deployment/web` → `web` */
export const nameOf = ({ workload }: Pick<Problem, 'workload'>): string => workload.slice(workload.indexOf('/') + 1);

/** `web: out of memory` */
export function titleOf(problem: Problem, words: Words): string {
  const { shared } = problem;
  const failure = failureWords(problem, words);
  return words.title(nameOf(problem), shared ? words.list([failure, words.workloads(shared.members.length)]) : failure);
}

/** `out of memory` */
export function failureWords(problem: Problem, words: Words): string {
  const { details, groups } = problem;
  const failure = failureOf(problem);
  // The kubelet reports 137 of a container whose end it does not know.
  if (failure === 'crash' && details?.death && details.death.reason !== 'ContainerStatusUnknown') {
    return words.exits(details.death.exitCode);
  }
  // What has no words of its own has the name that Kubernetes gives it.
  return failure === 'other' || failure === 'node'
    ? (groups[0]?.reason ?? words.failures[failure])
    : words.failures[failure];
}

/** What is more than the mode: the first that fits. */
const FAILURES: ReadonlyArray<readonly [mode: Mode, failure: Failure, fits: (problem: Problem) => boolean]> = [
  ['crash', 'cannotStart', hasReason(/^(StartError|ContainerCannotRun|FailedCreatePodSandBox)$/)],
  [
    'crash',
    'cannotStart',
    (problem) => hasReason(/^Failed$/)(problem) && !problem.groups.some((one) => isDeath(one.sign)),
  ],
  ['crash', 'crashLoop', (problem) => problem.occurrences >= LOOP && hasReason(/^BackOff$/)(problem)],
  ['probe', 'liveness', hasSign('liveness')],
  ['probe', 'startup', hasSign('startup')],
  ['probe', 'readiness', hasSign('readiness')],
  ['volume', 'attach', hasReason(/^FailedAttachVolume$/)],
  ['volume', 'provision', hasReason(/^Provisioning|^FailedBinding/)],
  ['volume', 'claim', hasSign('claim')],
  ['eviction', 'limit', hasSign('limit')],
  ['node', 'notReady', hasReason(/NotReady/)],
  ['node', 'pressure', hasReason(/Pressure|Insufficient|Eviction/)],
  ['node', 'disk', hasReason(/DiskSpace|ImageGC/)],
  ['network', 'sandbox', hasSign('network')],
  ['network', 'loadBalancer', hasReason(/LoadBalancer/)],
  ['network', 'dns', ({ shared }) => shared?.kind === 'DNS'],
  ['job', 'deadline', hasReason(/^DeadlineExceeded$/)],
  ['job', 'deadline', hasSign('deadline')],
  ['autoscaling', 'flapping', (problem) => problem.groups.every(({ reason }) => reason === RESCALED)],
  ['admission', 'account', hasSign('missing')],
  ['other', 'missing', hasSign('missing')],
];

const failureOf = (problem: Problem): Failure =>
  FAILURES.find(([mode, , fits]) => mode === problem.mode && fits(problem))?.[1] ?? problem.mode;

function hasReason(pattern: RegExp): (problem: Problem) => boolean {
  return ({ groups }) => groups.some(({ reason }) => pattern.test(reason));
}

function hasSign(sign: string): (problem: Problem) => boolean {
  return ({ groups }) => groups.some((group) => group.sign === sign);
}

/** Whether it is an Event beside the end of a container that it reports: together they are two warnings, and one death. */
const isBesideDeath = ({ reason }: Problem['groups'][number]): boolean => reason === 'Evicted';

/** What the events say, without what the title or the place beside it says: `Container main was OOM killed (…), 41 times, 3 pods`. */
export function sentenceOf(problem: Problem, words: Words): string {
  const { details, occurrences, groups } = problem;
  const said = details ? plain((details.death ?? { record: details.newest }).record) : failureWords(problem, words);
  return words.list([
    said,
    details?.death && !groups.some(isBesideDeath) ? words.times(occurrences) : words.warnings(occurrences),
    ...(details && details.pods.length > 0 ? [words.pods(details.pods.length, details.partly)] : []),
  ]);
}

/** `ongoing`, `quiet for 12 min`, `over` */
export function stateWords({ state, lastMs }: Problem, words: Words, nowMs: number): string {
  return state === 'quiet' ? words.quietFor(Math.round((nowMs - lastMs) / MINUTE)) : words.states[state];
}

/** What the collector puts between its own words about the end of a container and what the container wrote last. */
export const BEFORE_LAST_WORDS = '. Its last message: ';

/** What Kubernetes puts around what it says, and what differs between the times that it says it. */
const AROUND: ReadonlyArray<readonly [RegExp, string]> = [
  [/^\(combined from similar events\): /, ''],
  [new RegExp(`${BEFORE_LAST_WORDS.replaceAll('.', '\\.')}[^]*$`), ''],
  [/ after (?:\d+[hms])+(?=[,:.]|$)/, ''],
  [/, restart \d+/, ''],
  [/ in pod \S+_\S+\([\w.-]+\)$/, ''],
  [/^Error: /, ''],
];

/** A message without boilerplate. */
export function plain({ message }: Pick<EventRecord, 'message'>): string {
  return AROUND.reduce((text, [pattern, by]) => text.replace(pattern, by), message.trim());
}
