import { nanosOf } from '@kubernetes-events/event';
import { Failure } from '../loki/failure.ts';
import { localDay } from '../print/local-time.ts';

const NANOS: Record<string, bigint> = {
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
  y: 31_536_000_000_000_000n,
};
/** Loki accepts entries up to 10 minutes ahead of its clock. */
const AHEAD = 600_000_000_000n;

/** How far back without a flag that says so. */
export const DEFAULT_SINCE = '24h';

export interface RangeOptions {
  since?: string;
  from?: string;
  to?: string;
}

/** Nanoseconds since the epoch; the start is included, the end is not. */
export interface TimeRange {
  startNs: bigint;
  endNs: bigint;
}

/** The time range of the flags; the last 24 hours without any, or those before `to`. @throws {Failure} */
export function timeRange({ since, from, to }: RangeOptions, nowMs: number): TimeRange {
  const nowNs = BigInt(Math.floor(nowMs)) * 1_000_000n;
  if (since !== undefined && from !== undefined) {
    throw new Failure('--since and --from exclude each other: set one of them');
  }
  const fromNs = from === undefined ? undefined : timeOf(from, nowNs, '--from');
  const endNs = to === undefined ? nowNs + AHEAD : timeOf(to, nowNs, '--to', fromNs);
  const startNs = fromNs ?? (to === undefined ? nowNs : endNs) - durationOf(since ?? DEFAULT_SINCE, '--since');
  if (startNs >= endNs) {
    throw new Failure(`the time range is empty: it starts at ${isoOf(startNs)} and ends at ${isoOf(endNs)}`);
  }
  return { startNs: startNs < 0n ? 0n : startNs, endNs };
}

/** A duration such as `90m`, `1h30m`, `24h`, `7d` or `2w` in nanoseconds. @throws {Failure} */
export function durationOf(text: string, flag: string): bigint {
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) {
    throw new Failure(`${flag}: "${text}" is not a duration: write 90m, 24h, 7d or 1h30m`);
  }
  return parts.reduce((sum, [, number = '0', unit = 's']) => sum + BigInt(number) * (NANOS[unit] ?? 0n), 0n);
}

/** @param afterNs a time of day is the first one after this; without it, the last one before now */
function timeOf(text: string, nowNs: bigint, flag: string, afterNs?: bigint): bigint {
  const relative = /^(?:now-|-)?(.*)$/.exec(text)?.[1] ?? '';
  if (text === 'now') {
    return nowNs;
  }
  if (/^(\d+(ms|[smhdwy]))+$/.test(relative)) {
    return nowNs - durationOf(relative, flag);
  }
  const absolute = CLOCK.test(text) ? clockTime(text, nowNs, afterNs) : (localTime(text) ?? nanosOf(text));
  if (absolute === undefined) {
    throw new Failure(
      `${flag}: "${text}" is not a time: write 18:25, "2026-11-22 18:25" or 2026-11-22 (local time), ` +
        '2026-11-22T10:00:00Z, 2h (ago) or now'
    );
  }
  return absolute;
}

const CLOCK = /^\d{1,2}:\d{2}(:\d{2})?$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?$/;

/** A date, or a date and a time of day, in the local time zone; undefined if it is neither or does not exist. */
function localTime(text: string): bigint | undefined {
  const [, day = '', clock = '0:00'] = LOCAL.exec(text) ?? [];
  const ms = Date.parse(`${day}T${clock.padStart(clock.split(':').length * 3 - 1, '0')}`);
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1_000_000n;
}

/** A time of day on the date that is meant; undefined if it does not exist. */
function clockTime(clock: string, nowNs: bigint, afterNs: bigint | undefined): bigint | undefined {
  const limitMs = Number((afterNs ?? nowNs) / 1_000_000n);
  // Of the days before, at and after the limit, one has it before the limit and one after.
  const times = [-1, 0, 1].map((days) => {
    const day = new Date(limitMs);
    day.setDate(day.getDate() + days);
    return localTime(`${localDay(day)} ${clock}`);
  });
  const limitNs = BigInt(limitMs) * 1_000_000n;
  return afterNs === undefined
    ? times.findLast((time) => time !== undefined && time <= limitNs)
    : times.find((time) => time !== undefined && time > limitNs);
}

const isoOf = (nanos: bigint): string => new Date(Number(nanos / 1_000_000n)).toISOString();
