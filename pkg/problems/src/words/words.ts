import { type Mode } from '@kubernetes-events/reasons';
import { type State } from '../problem.ts';

/** What fails, as a title says it after the name; where more than the mode is known, in words of its own. */
export type Failure =
  | Mode
  | 'crashLoop'
  | 'liveness'
  | 'startup'
  | 'readiness'
  | 'attach'
  | 'provision'
  | 'missing'
  | 'limit'
  | 'pressure'
  | 'disk'
  | 'notReady'
  | 'claim'
  | 'sandbox'
  | 'loadBalancer'
  | 'dns'
  | 'deadline'
  | 'flapping'
  | 'account'
  | 'cannotStart';

/** One language of the sentences about problems. */
export interface Words {
  failures: Record<Failure, string>;
  states: Record<State, string>;
  /** `3 workloads` */
  workloads(n: number): string;
  /** `41 times`, of deaths. */
  times(n: number): string;
  /** `41 warnings` */
  warnings(n: number): string;
  /** `3 pods`; `atLeast`: there may be more. */
  pods(n: number, atLeast: boolean): string;
  /** `exits with code 3` */
  exits(code: number): string;
  /** `quiet for 12 min` */
  quietFor(minutes: number): string;
  /** Joins a title's name and what fails. */
  title(name: string, failure: string): string;
  /** Headings and names of facts in the skeleton of a post-mortem. */
  report: Record<
    | 'state'
    | 'start'
    | 'before'
    | 'lastSeen'
    | 'where'
    | 'nodes'
    | 'timeline'
    | 'time'
    | 'what'
    | 'object'
    | 'impact'
    | 'cause'
    | 'followUps',
    string
  >;
  /** A list of parts of a sentence. */
  list(parts: readonly string[]): string;
}
