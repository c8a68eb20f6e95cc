import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { binaryOf } from '../../stack/src/build.ts';
import { type Stack } from '../../stack/src/stack.ts';

const MAIN = path.resolve(import.meta.dirname, '../../pkg/event-history/dist/main.js');

/** What a program did. */
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

/** Starts `kubectl event-history`, as where it goes on. */
export function startHistory(stack: Stack, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    env: {
      ...process.env,
      KUBECONFIG: stack.kubeconfig(),
      LOKI_ADDR: stack.lokiUrl,
      XDG_CONFIG_HOME: '/nowhere',
      ...env,
    },
  });
}

/** What a program did, when it has ended. */
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

/**
 * Checks that ours prints, tells and exits as kubectl does. Ages go on between the two runs: where they differ, both run
 * again, and must be alike then.
 */
export async function assertAlike(theirs: () => Promise<Ran>, ours: () => Promise<Ran>): Promise<Ran> {
  for (let attempt = 1; ; attempt++) {
    const [expected, actual] = await Promise.all([theirs(), ours()]);
    if (attempt === 4 || (actual.out === expected.out && actual.err === expected.err)) {
      assert.deepEqual(actual, expected);
      return expected;
    }
  }
}

/** `-o wide` has a last column that kubectl does not have, where the collector knew workloads; no event's name has a slash. */
export function withoutWorkloads(ran: Ran): Ran {
  return { ...ran, out: ran.out.replace(/ {3,}(?:WORKLOAD|[A-Z]\w*\/\S+)$/gm, '') };
}
