import { type Problem } from '@kubernetes-events/problems';

/** What a reader does not want to see for now: an empty field matches any. */
export interface Mute {
  cluster: string;
  namespace: string;
  workload: string;
  mode: string;
  /** Milliseconds since the epoch; for good where it is left out. */
  untilMs?: number;
}

/** The mute that hides a problem, if one does, and how to change what is muted. */
export interface Muting {
  mute?: Mute;
  add(mute: Mute): void;
  remove(mute: Mute): void;
}

/** The mutes that are kept as JSON; none where it cannot be read. */
export function readMutes(text: string | null): Mute[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? read.filter(isMute) : [];
  } catch {
    return [];
  }
}

function isMute(value: unknown): value is Mute {
  const { cluster, namespace, workload, mode, untilMs } = (value ?? {}) as Partial<Record<keyof Mute, unknown>>;
  return (
    [cluster, namespace, workload, mode].every((part) => typeof part === 'string') &&
    (untilMs === undefined || typeof untilMs === 'number')
  );
}

/** The mute that a problem falls under, if any does. */
export function muteOf(problem: Problem, mutes: readonly Mute[], nowMs: number): Mute | undefined {
  return mutes.find(
    ({ untilMs, ...parts }) =>
      (untilMs === undefined || untilMs > nowMs) &&
      Object.entries(parts).every(([field, value]) => value === '' || problem[field as keyof typeof parts] === value)
  );
}
