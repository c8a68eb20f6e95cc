import { nanosOf } from '@kubernetes-events/event';
import { Failure } from '../loki/failure.ts';

const NANOS: Record<string, bigint> = {
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
  y: 31_536_000_000_000_000n,
};
/** Events may bear a time that is yet to come: Loki takes what is up to 10 minutes ahead. */
const AHEAD = 600_000_000_000n;

export interface RangeOptions {
  since?: string;
  from?: string;
  to?: string;
}

/** Nanoseconds since the epoch; the start counts, the end does not. */
export interface TimeRange {
  startNs: bigint;
  endNs: bigint;
}

/** A time range as its flags give it: without any, the last 24 hours. @throws {Failure} */
export function timeRange({ since, from, to }: RangeOptions, nowMs: number): TimeRange {
  const nowNs = BigInt(Math.floor(nowMs)) * 1_000_000n;
  if (since !== undefined && from !== undefined) {
    throw new Failure('--since and --from both say where to begin: give one of them');
  }
  const endNs = to === undefined ? nowNs + AHEAD : timeOf(to, nowNs, '--to');
  const startNs =
    from === undefined
      ? (to === undefined ? nowNs : endNs) - durationOf(since ?? '24h', '--since')
      : timeOf(from, nowNs, '--from');
  if (startNs >= endNs) {
    throw new Failure(`the time range is empty: it begins at ${isoOf(startNs)} and ends at ${isoOf(endNs)}`);
  }
  return { startNs: startNs < 0n ? 0n : startNs, endNs };
}

/** A duration such as `90m`, `1h30m`, `24h`, `7d` or `2w` in nanoseconds. @throws {Failure} */
export function durationOf(text: string, flag: string): bigint {
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) {
    throw new Failure(`${flag}: "${text}" is not a duration, such as 90m, 24h, 7d or 1h30m`);
  }
  return parts.reduce((sum, [, number = '0', unit = 's']) => sum + BigInt(number) * (NANOS[unit] ?? 0n), 0n);
}

function timeOf(text: string, nowNs: bigint, flag: string): bigint {
  const relative = /^(?:now-|-)?(.*)$/.exec(text)?.[1] ?? '';
  if (text === 'now') {
    return nowNs;
  }
  if (/^(\d+(ms|[smhdwy]))+$/.test(relative)) {
    return nowNs - durationOf(relative, flag);
  }
  const absolute = nanosOf(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00${localOffset(text)}` : text);
  if (absolute === undefined) {
    throw new Failure(`${flag}: "${text}" is not a time, such as 2026-11-22T10:00:00Z, 2026-11-22, 2h (ago) or now`);
  }
  return absolute;
}

/** The local zone's offset on a day, as `+02:00`. */
function localOffset(day: string): string {
  const minutes = -new Date(`${day}T00:00:00`).getTimezoneOffset();
  const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

const isoOf = (nanos: bigint): string => new Date(Number(nanos / 1_000_000n)).toISOString();
