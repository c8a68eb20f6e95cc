import { parse } from 'yaml';
import type * as z from 'zod';
import { settingsOf, variableOf } from './settings.ts';

/**
 * The settings that environment variables make: text as it is where the setting takes text, else as YAML, or as a list
 * with commas.
 */
export function fromEnvironment(schema: z.ZodType, environment: NodeJS.ProcessEnv): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const { path, schema: setting } of settingsOf(schema)) {
    const text = environment[variableOf(path)];
    if (text !== undefined && text !== '') {
      place(settings, path, valueFor(setting, text));
    }
  }
  return settings;
}

function valueFor(schema: z.ZodType, text: string): unknown {
  const readings = [text, yaml(text), text.split(',').map((part) => part.trim())];
  return readings.find((reading) => schema.safeParse(reading).success) ?? readings[0];
}

function yaml(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Sets the value at a path, and creates the objects on the way. */
export function place(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = into;
  for (const key of path.slice(0, -1)) {
    at = (at[key] ??= {}) as Record<string, unknown>;
  }
  at[path.at(-1)!] = value;
}

/** Both, the second one's values first; objects are merged key by key. */
export function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) {
    return over === undefined ? base : over;
  }
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    merged[key] = merge(merged[key], value);
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
