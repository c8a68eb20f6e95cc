import { type EventRecord } from '@kubernetes-events/event';
import { type CommandId, type Mode, type Seriousness } from '@kubernetes-events/reasons';
import { type Buckets } from './buckets.ts';
import { type Group } from './counts.ts';

export type State = 'ongoing' | 'quiet' | 'over';

/** What several problems have in common, which fails once for all of them. */
export interface Shared {
  /** `Node`, `Registry`, `ResourceQuota`, `Secret`, … */
  kind: string;
  name: string;
  /** Whether each namespace has one of its own by this name. */
  namespaced: boolean;
  /** How the thing fails, if not as its members do. */
  mode?: Mode;
  members: Problem[];
}

/** How a container died last. */
export interface Death {
  record: EventRecord;
  reason: string;
  exitCode: number;
  container: string;
  /** Milliseconds since the epoch. */
  atMs: number;
  /** What the collector says of it. */
  text: string;
  /** What it wrote before, as far as the container left it. */
  lastWords: string;
}

/** A change of the workload. */
export interface Change {
  record: EventRecord;
  revision: string;
  /** The fields that changed, sorted. */
  changed: string[];
  by: string;
  atMs: number;
}

/** Something near a problem in time: no cause is claimed. */
export interface Evidence {
  record: EventRecord;
  /** From the problem's start to it in milliseconds: negative before it. */
  distanceMs: number;
  what: 'change' | 'scaling' | 'node' | 'other';
}

/** What the events themselves say, read for the problems at the top. */
export interface Details {
  /** The newest event of the kind that gives the problem its mode. */
  newest: EventRecord;
  pods: string[];
  nodes: string[];
  /** Set if there were more events than were read: pods and nodes may be more. */
  partly: boolean;
  death?: Death;
  /** The last change before it. */
  change?: Change;
  /** The first change after it was last seen. */
  after?: Change;
  /** Nearest first. */
  evidence: Evidence[];
  /** Whether all pods continued after it, where events say so: false if at least one did not. */
  recovered?: boolean;
  commands: readonly CommandId[];
}

/** What the rank is made of: the product of these numbers. */
export interface Rank {
  seriousness: number;
  affected: number;
  age: number;
  state: number;
  weight: number;
  score: number;
}

/** One failure mode of one workload, or of another object, over one stretch of time. */
export interface Problem {
  /** The same for the same problem as long as its start is the same bucket. */
  id: string;
  cluster: string;
  namespace: string;
  /** `Kind/name` */
  workload: string;
  mode: Mode;
  seriousness: Seriousness | 'unknown';
  /** What it is counted from: those that give it its mode first. */
  groups: Group[];
  state: State;
  startMs: number;
  lastMs: number;
  /** Whether it began before the range, or as far back as was looked. */
  startsBefore: boolean;
  occurrences: number;
  /** How often in each bucket of the range. */
  counts: number[];
  buckets: Buckets;
  /** Starts of earlier stretches of the same in the range. */
  earlier: number[];
  rank: Rank;
  /** How many other problems' events name its workload. */
  namedBy?: number;
  shared?: Shared;
  details?: Details;
}
