import { identityOf } from '@kubernetes-events/logql';
import { type Details, jsonOf, type ProblemJson, sentenceOf } from '@kubernetes-events/problems';
import { en } from '@kubernetes-events/problems/en';
import { differing, fillIn } from '@kubernetes-events/reasons';
import { type RankedProblem } from './table.ts';

/** A problem with everything that is known of it. Times are in RFC 3339. */
export interface DescribedProblemJson extends Omit<ProblemJson, 'death' | 'change'> {
  sentence: string;
  /** Whether it began before `start`, which is as far back as was looked. */
  startsBefore: boolean;
  podNames: string[];
  death: (NonNullable<ProblemJson['death']> & { text: string; lastWords: string }) | null;
  change: (NonNullable<ProblemJson['change']> & { text: string }) | null;
  /** The first change of the workload after the problem was last seen. */
  changeAfter: (NonNullable<ProblemJson['change']> & { text: string }) | null;
  /** Commands to run next. */
  check: string[];
  /** When earlier stretches of the same problem in the range began. */
  earlier: string[];
}

export function describedJson({ problem, rank }: RankedProblem): DescribedProblemJson {
  const { details, startsBefore, earlier } = problem;
  const json = jsonOf(problem, rank);
  const { death, change, after } = details ?? {};
  return {
    ...json,
    sentence: sentenceOf(problem, en),
    startsBefore,
    podNames: details?.pods ?? [],
    death: death && json.death ? { ...json.death, text: death.text, lastWords: death.lastWords } : null,
    change: change ? changeJson(change) : null,
    changeAfter: after ? changeJson(after) : null,
    check: details ? commandsOf(details) : [],
    earlier: earlier.map((ms) => new Date(ms).toISOString()),
  };
}

const changeJson = ({ revision, changed, by, atMs, record }: NonNullable<Details['change']>) => ({
  revision,
  changed,
  by,
  time: new Date(atMs).toISOString(),
  text: record.message,
});

/** The catalogue's commands with the names of the newest event's object; without those that need what it does not say. */
export function commandsOf({ commands, newest }: Details): string[] {
  const subject = { ...identityOf(newest), host: newest.host };
  const filled = differing(commands, subject).map((id) => fillIn(id, subject));
  return filled.filter((command) => !LOGQL.test(command) && !UNKNOWN.test(command));
}

const LOGQL = /^\{/;
const UNKNOWN = /\{\w+\}/;
