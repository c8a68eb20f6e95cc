import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { binaryOf } from '../../stack/src/build.ts';
import { type Stack } from '../../stack/src/stack.ts';

const MAIN = path.resolve(import.meta.dirname, '../../pkg/event-history/dist/main.js');

/** A program's exit code and output. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs kubectl against a stack's API server. */
export function kubectl(stack: Stack, args: readonly string[]): Promise<Ran> {
  return finished(spawn(binaryOf('kubectl'), args, { env: { ...process.env, KUBECONFIG: stack.kubeconfig() } }));
}

/** Runs `kubectl event-history` against a stack's Loki. */
export function history(stack: Stack, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  return finished(startHistory(stack, args, env));
}

/** Starts `kubectl event-history` without waiting for it. */
export function startHistory(stack: Stack, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const { command, args: all, env: whole } = historyCommand(stack, args, env);
  return spawn(command, all, { env: whole });
}

/** How to start `kubectl event-history` against a stack's Loki. */
export function historyCommand(
  stack: Stack,
  args: readonly string[],
  env: Record<string, string> = {}
): { command: string; args: string[]; env: Record<string, string> } {
  return {
    command: process.execPath,
    args: [MAIN, ...args],
    env: {
      ...(process.env as Record<string, string>),
      KUBECONFIG: stack.kubeconfig(),
      LOKI_ADDR: stack.lokiUrl,
      XDG_CONFIG_HOME: '/nowhere',
      ...env,
    },
  };
}

/** Waits until a program exits. */
export function finished(child: ChildProcess): Promise<Ran> {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** What an output says, in a form that can be compared. */
export type Meaning = (out: string) => unknown;

/** A table's lines as words. How wide columns are is up to each program. */
export const wordsOf = (out: string): string[] => out.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));

/**
 * Checks that event-history prints what kubectl prints, and exits as it does. Ages may change between the two runs: if
 * the outputs differ, both run again.
 */
export async function assertAlike(
  theirs: () => Promise<Ran>,
  ours: () => Promise<Ran>,
  meaning: Meaning = wordsOf
): Promise<Ran> {
  for (let attempt = 1; ; attempt++) {
    const [expected, actual] = await Promise.all([theirs(), ours()]);
    const [wanted, found] = [expected, actual].map(({ out, ...rest }) => ({ ...rest, says: meaning(out) }));
    if (attempt === 4 || isDeepStrictEqual(found, wanted)) {
      assert.deepEqual(found, wanted);
      return expected;
    }
  }
}

/** `-o wide` without its last column, which kubectl does not have. No event has a slash in its name. */
export function withoutWorkloads(ran: Ran): Ran {
  return { ...ran, out: ran.out.replace(/ {3,}(?:WORKLOAD|[A-Z]\w*\/\S+)$/gm, '') };
}
