import * as z from 'zod';

const MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const BYTES: Record<string, number> = { '': 1, KB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** A length of time, as `15s`, `500ms`, `2m` or a number of seconds; becomes milliseconds. */
export const duration = z
  .union([z.string(), z.number()])
  .refine((value) => msOf(value) !== undefined, 'is not a length of time (such as 15s, 500ms or 2m)')
  .transform((value) => msOf(value) ?? 0);

function msOf(value: string | number): number | undefined {
  if (typeof value === 'number') {
    return value > 0 ? value * 1000 : undefined;
  }
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(value);
  const ms = Number(match?.[1]) * (MS[match?.[2] ?? ''] ?? NaN);
  return ms > 0 ? ms : undefined;
}

/** An amount of bytes, as `64MiB`, `10GB` or a number. */
export const size = z
  .union([z.string(), z.number()])
  .refine((value) => bytesOf(value) !== undefined, 'is not an amount of bytes (such as 64MiB, 10GB or 1048576)')
  .transform((value) => bytesOf(value) ?? 0);

function bytesOf(value: string | number): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s?(KB|MB|GB|KiB|MiB|GiB)?$/.exec(String(value));
  const bytes = Number(match?.[1]) * (BYTES[match?.[2] ?? ''] ?? NaN);
  return bytes > 0 ? Math.floor(bytes) : undefined;
}
