import { nameOf, type Problem } from '@kubernetes-events/problems';

/** A rule that hides problems from one reader. An empty field matches any; all that are set have to match. */
export interface Mute {
  /** The whole name, or its beginning and `*`; so are the next two. */
  cluster: string;
  namespace: string;
  /** `Kind/name`, or the name alone. */
  workload: string;
  mode: string;
  /** A part of a reason or a message, in upper or lower case. */
  text: string;
  /** Milliseconds since the epoch; no end if left out. */
  untilMs?: number;
}

const PARTS = ['cluster', 'namespace', 'workload', 'mode', 'text'] as const;

export const emptyMute: Mute = { cluster: '', namespace: '', workload: '', mode: '', text: '' };

/** The mute of exactly this problem. */
export const muteFor = ({ cluster, namespace, workload, mode }: Problem): Mute => ({
  ...emptyMute,
  cluster,
  namespace,
  workload,
  mode,
});

/** A rule without a condition would hide everything. */
export const isEmpty = (mute: Mute): boolean => PARTS.every((part) => mute[part].trim() === '');

/** The mutes in JSON that have not ended; none if it cannot be read. */
export function readMutes(text: string | null, nowMs: number): Mute[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? live(read.flatMap(muteFrom), nowMs) : [];
  } catch {
    return [];
  }
}

function muteFrom(value: unknown): Mute[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const mute = { ...emptyMute, ...value };
  const isMute =
    PARTS.every((part) => typeof mute[part] === 'string') && ['undefined', 'number'].includes(typeof mute.untilMs);
  return isMute && !isEmpty(mute) ? [mute] : [];
}

/** Those that have not ended. */
export const live = (mutes: readonly Mute[], nowMs: number): Mute[] =>
  mutes.filter(({ untilMs }) => untilMs === undefined || untilMs > nowMs);

/** The first mute that hides a problem, if one does. */
export const muteOf = (problem: Problem, mutes: readonly Mute[]): Mute | undefined =>
  mutes.find((mute) => hides(mute, problem));

/** Whether a mute hides a problem. What workloads share is hidden too if each of them is. */
export function hides(mute: Mute, problem: Problem): boolean {
  const members = problem.shared?.members ?? [];
  return fits(mute, problem) || (members.length > 0 && members.every((member) => fits(mute, member)));
}

function fits({ cluster, namespace, workload, mode, text }: Mute, problem: Problem): boolean {
  return (
    matches(cluster, problem.cluster) &&
    matches(namespace, problem.namespace) &&
    (matches(workload, problem.workload) || matches(workload, nameOf(problem))) &&
    matches(mode, problem.mode) &&
    says(problem, text)
  );
}

function matches(pattern: string, value: string): boolean {
  const wanted = pattern.trim();
  return wanted === '' || (wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted);
}

/** The reasons of a problem are known at once, its messages when its events have been read. */
function says({ groups, details }: Problem, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  const said = [...groups.map(({ reason }) => reason), details?.newest.message, details?.death?.record.message];
  return wanted === '' || said.some((one) => one?.toLowerCase().includes(wanted));
}
