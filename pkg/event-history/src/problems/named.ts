import { nameOf, type Problem } from '@kubernetes-events/problems';
import { Failure } from '../loki/failure.ts';
import { type RankedProblem } from './table.ts';
import { placeWords, rangeWords, type Scope } from './scope.ts';

/** What a user calls a problem by: its rank, the name of what fails, or that with its kind. */
export type Wanted = { rank: number } | { name: string; kind?: string };

/** How many names an error lists. */
const MOST_NAMES = 10;

/** The problems that are meant. @throws {Failure} that lists the problems, if there is none */
export function problemsNamed(all: readonly RankedProblem[], wanted: Wanted, scope: Scope): RankedProblem[] {
  const found =
    'rank' in wanted
      ? all.filter(({ rank }) => rank === wanted.rank)
      : all.filter(({ problem }) => isAbout(problem, wanted.name, wanted.kind));
  if (found.length === 0) {
    const meant = 'rank' in wanted ? `rank ${wanted.rank}` : [wanted.kind, wanted.name].filter(Boolean).join('/');
    throw new Failure(`no problem of ${meant} in ${placeWords(scope)} ${rangeWords(scope)}: ${whatThereIs(all)}`);
  }
  return found;
}

/** Whether something of this name fails: the workload, one of several that fail together, or a pod. */
function isAbout(problem: Problem, name: string, kind: string | undefined): boolean {
  const members = [problem, ...(problem.shared?.members ?? [])];
  const pods = members.flatMap(({ details }) => details?.pods ?? []);
  return (
    members.some((one) => (kind === undefined ? nameOf(one) === name : isSame(one.workload, `${kind}/${name}`))) ||
    ((kind === undefined || kind === 'Pod') && pods.includes(name))
  );
}

/** Kinds may be written in lower case, names may not. */
function isSame(workload: string, wanted: string): boolean {
  const [kind = '', ...name] = wanted.split('/');
  return workload.toLowerCase() === wanted.toLowerCase() && workload.slice(kind.length + 1) === name.join('/');
}

function whatThereIs(all: readonly RankedProblem[]): string {
  if (all.length === 0) {
    return 'there are no problems';
  }
  const names = [...new Set(all.map(({ problem }) => problem.workload))];
  const more = names.length - MOST_NAMES;
  const listed = names.slice(0, MOST_NAMES).join(', ');
  return `choose a rank from 1 to ${all.length}, or one of ${listed}${more > 0 ? ` and ${more} more` : ''}`;
}
