import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { newTokens, type Tokens } from './credentials.ts';
import { StackError } from './errors.ts';
import { lock } from './lock.ts';
import { type StartedProcess } from './process.ts';

/** The state of a stack, in its data folder for later commands. */
export interface StackState {
  name: string;
  data: string;
  ports: Record<string, number>;
  tokens: Tokens;
  /** Each managed process has the address that answers once it is ready. */
  processes: Record<string, StartedProcess & { readyUrl?: string }>;
  /** The address of each managed process (collector, app). */
  addresses: Record<string, string>;
  apiserverArgs: string[];
  lokiConfig: Record<string, unknown>;
  workloads: boolean;
  /** Whether the API server can reach a real node. */
  realNode: boolean;
}

/** The default data folder of a stack. */
export function defaultData(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    throw new StackError(`--name: "${name}" is not a name for a stack: use lower case letters, digits and hyphens`);
  }
  return path.join(process.env.XDG_STATE_HOME || path.join(homedir(), '.local/state'), 'kubernetes-events', name);
}

const fileOf = (data: string): string => path.join(data, 'stack.json');

/** The stack in that folder; undefined if there is none. */
export function readState(data: string): StackState | undefined {
  if (!existsSync(fileOf(data))) {
    return undefined;
  }
  try {
    return JSON.parse(readFileSync(fileOf(data), 'utf8')) as StackState;
  } catch (error) {
    throw new StackError(
      `${fileOf(data)} cannot be read (${String(error)}): delete that folder, or name another by --data`
    );
  }
}

export function newState(name: string, data: string): StackState {
  return {
    name,
    data: path.resolve(data),
    ports: {},
    tokens: newTokens(),
    processes: {},
    addresses: {},
    apiserverArgs: [],
    lokiConfig: {},
    workloads: false,
    realNode: false,
  };
}

/**
 * Changes a stack's state as it is in its folder by then, one change at a time: another process may be starting or ending
 * servers of the same stack. The given state is brought up to date by it.
 */
export async function changeState(state: StackState, change: () => Promise<void> | void): Promise<void> {
  const unlock = await lockFolder(state.data);
  try {
    Object.assign(state, readState(state.data));
    await change();
    write(state);
  } finally {
    unlock();
  }
}

async function lockFolder(data: string): Promise<() => void> {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    return await lock(path.join(data, 'stack.lock'));
  } catch (error) {
    throw new StackError(`cannot write to ${data} (${String(error)}): name a folder that can be written by --data`);
  }
}

/** Writes it whole or not at all; for its owner's eyes, as it holds tokens. */
function write(state: StackState): void {
  const unfinished = `${fileOf(state.data)}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(state, null, 2), { mode: 0o600 });
  renameSync(unfinished, fileOf(state.data));
}
