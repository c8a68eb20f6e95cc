import { type Change, type Death, type Details, type Problem, type Shared } from './problem.ts';
import { titleOf } from './say.ts';
import { en } from './words/en.ts';

/** A problem as `kubectl event-history problems -o json` and the MCP server give it. Times are in RFC 3339. */
export interface ProblemJson {
  /** From 1. */
  rank: number;
  cluster?: string;
  namespace: string;
  /** `Kind/name` */
  workload: string;
  mode: string;
  title: string;
  state: string;
  start: string;
  lastSeen: string;
  occurrences: number;
  /** How many pods are known to be affected; null if its events were not read, as of those far down the list. */
  pods: number | null;
  /** The names of the nodes that they run on. */
  nodes: string[];
  /** What several workloads fail at together; null for a problem of one workload. */
  shared: { kind: string; name: string; workloads: string[] } | null;
  death: { reason: string; exitCode: number; container: string; time: string } | null;
  change: { revision: string; changed: string[]; by: string; time: string } | null;
  evidence: Array<{ time: string; text: string; object: string; reason: string }>;
}

export function jsonOf(problem: Problem, rank: number): ProblemJson {
  const { cluster, namespace, workload, mode, state, occurrences, shared, details } = problem;
  const { death, change, nodes = [], evidence = [] }: Partial<Details> = details ?? {};
  return {
    rank,
    ...(cluster && { cluster }),
    namespace,
    workload,
    mode,
    title: titleOf(problem, en),
    state,
    start: iso(problem.startMs),
    lastSeen: iso(problem.lastMs),
    occurrences,
    pods: details ? details.pods.length : null,
    nodes,
    shared: shared ? sharedJson(shared) : null,
    death: death ? deathJson(death) : null,
    change: change ? changeJson(change) : null,
    evidence: evidence.map(({ record }) => ({
      time: iso(record.timeMs),
      text: record.message,
      object: [record.kind, record.name].join('/'),
      reason: record.reason,
    })),
  };
}

const sharedJson = ({ kind, name, members }: Shared) => ({
  kind,
  name,
  workloads: members.map(({ namespace, workload }) => [namespace, workload].filter(Boolean).join('/')),
});

const deathJson = ({ reason, exitCode, container, atMs }: Death) => ({ reason, exitCode, container, time: iso(atMs) });

const changeJson = ({ revision, changed, by, atMs }: Change) => ({ revision, changed, by, time: iso(atMs) });

const iso = (ms: number): string => new Date(ms).toISOString();
