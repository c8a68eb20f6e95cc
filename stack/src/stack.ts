import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ApiServer, answers, callApi, mustCall } from './api.ts';
import { type Builds, startBuilds } from './build.ts';
import { configure, type StackOptions } from './configure.ts';
import { kubeconfig, USERS } from './credentials.ts';
import { StackError } from './errors.ts';
import { freePort } from './ports.ts';
import { type Command, end, isRunning, signal, startDetached } from './process.ts';
import { COLLECTOR_RBAC } from './rbac.ts';
import { removeGroups } from './real-node/cgroups.ts';
import { layoutOf } from './real-node/layout.ts';
import { checkNode } from './real-node/requirements.ts';
import { readCa, type Server, type ServerName, SERVERS, USUAL_SERVERS } from './servers.ts';
import { changeState, newState, readState, type StackState } from './state.ts';
import { type ToolName } from './tools.ts';

export type { StackOptions };

/** A process beside the servers, such as the collector. */
export interface ManagedProcess extends Command {
  name: string;
  /** Answers 200 once the process is ready. Without it, the process counts as ready at once. */
  readyUrl?: string;
  /** Where people find it. */
  address?: string;
}

/** Cold disks are slow. */
const READY_TIMEOUT_MS = 120_000;

/** A stack whose servers are being built and started. */
export interface StartingStack {
  stack: Stack;
  /** Resolves once these servers are ready, or all; rejects with a StackError if one does not come up. */
  ready(names?: readonly ServerName[]): Promise<void>;
  builds: Builds;
}

/** Starts each server that is not running yet as soon as it is built. What runs already is left as it is. */
export async function beginStack(options: StackOptions): Promise<StartingStack> {
  const report = options.report ?? (() => undefined);
  const servers = withNeeds([...(options.only ?? USUAL_SERVERS), ...(options.realNode ? (['kubelet'] as const) : [])]);
  const names = servers.map(({ name }) => name);
  if (names.includes('kubelet')) {
    checkNode(options.data);
  }
  const tools = servers.flatMap(toolsOf);
  const builds = startBuilds([...tools, ...(options.only ? [] : (['kubectl'] as const))], report);
  const stack = new Stack(newState(options.name ?? 'default', options.data), report);
  await changeState(stack.state, () => configure(stack.state, servers, options));
  const started = new Map<ServerName, Promise<void>>();
  for (const server of servers) {
    const { name, needs } = server;
    // Those that need nothing start side by side; the servers are in the order of their needs.
    const before = needs.flatMap((needed) => started.get(needed) ?? []);
    const start = Promise.all([builds.ready(toolsOf(server)), ...before]).then(() => stack.start(name));
    start.catch(() => undefined);
    started.set(name, start);
  }
  return {
    stack,
    ready: async (wanted = names) => {
      await Promise.all(wanted.flatMap((name) => started.get(name) ?? []));
    },
    builds,
  };
}

/**
 * Starts the servers that are not running yet, and resolves when all are ready. What runs already is left as it is.
 *
 * @throws StackError which server did not come up, and the end of its log
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { stack, ready, builds } = await beginStack(options);
  await Promise.all([ready(), builds.ready(options.only ? [] : ['kubectl'])]);
  return stack;
}

const toolsOf = ({ name, tools }: Server): readonly ToolName[] => tools ?? [name as ToolName];

function withNeeds(names: readonly ServerName[]): Server[] {
  const wanted = new Set(names);
  for (const name of wanted) {
    SERVERS.find((server) => server.name === name)?.needs.forEach((needed) => wanted.add(needed));
  }
  return SERVERS.filter(({ name }) => wanted.has(name));
}

/** The stack in a folder, running or not; undefined if there is none. */
export function openStack(data: string, report: (line: string) => void = () => undefined): Stack | undefined {
  const state = readState(data);
  return state && new Stack(state, report);
}

/** Servers on the loopback interface, each a process of its own that outlives the one that started it. */
export class Stack {
  readonly state: StackState;
  readonly #report: (line: string) => void;
  readonly #starting = new Map<string, Promise<void>>();

  constructor(state: StackState, report: (line: string) => void) {
    this.state = state;
    this.#report = report;
  }

  get lokiUrl(): string {
    return `http://127.0.0.1:${this.state.ports.loki}`;
  }

  /** A kubeconfig's path. */
  kubeconfig(user: keyof typeof USERS = 'admin'): string {
    return path.join(this.state.data, 'credentials', `${user}.kubeconfig`);
  }

  apiServer(user: keyof typeof USERS = 'admin'): ApiServer {
    const url = `https://127.0.0.1:${this.state.ports['kube-apiserver']}`;
    return { url, ca: readCa(this.state), token: this.state.tokens[user] };
  }

  logFile(name: string): string {
    return path.join(this.state.data, 'logs', `${name}.log`);
  }

  isRunning(name: string): boolean {
    const started = this.state.processes[name];
    return started !== undefined && isRunning(started);
  }

  pid(name: string): number | undefined {
    return this.isRunning(name) ? this.state.processes[name]?.pid : undefined;
  }

  /** Starts a server, after those it needs; resolves when it is ready. One that runs is left as it is. */
  start(name: ServerName): Promise<void> {
    let starting = this.#starting.get(name);
    if (!starting) {
      starting = this.#start(name).finally(() => this.#starting.delete(name));
      this.#starting.set(name, starting);
    }
    return starting;
  }

  async #start(name: ServerName): Promise<void> {
    const server = SERVERS.find((candidate) => candidate.name === name);
    if (!server) {
      throw new StackError(`no server "${name}": there are ${SERVERS.map((known) => known.name).join(', ')}`);
    }
    await Promise.all(server.needs.map((needed) => this.start(needed)));
    await changeState(this.state, async () => {
      if (!this.isRunning(name)) {
        await Promise.all(server.ports.map((port) => this.#untilFree(port)));
        this.#launch(name, server.command(this.state));
      }
    });
    await this.#untilReady(name, () => server.ready(this.state));
    if (name === 'kube-apiserver') {
      await this.#admit();
    }
  }

  /** A killed server holds its port until its last thread has ended. */
  async #untilFree(port: string): Promise<void> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      try {
        await freePort(this.state.ports[port], port);
        return;
      } catch (error) {
        if (Date.now() > deadline) {
          throw error;
        }
        await delay(20);
      }
    }
  }

  #launch(name: string, { readyUrl, ...command }: Command & { readyUrl?: string }): void {
    mkdirSync(path.join(this.state.data, 'logs'), { recursive: true });
    this.state.processes[name] = { ...startDetached(command, this.logFile(name)), ...(readyUrl && { readyUrl }) };
  }

  /** Starts a process as part of the stack: it ends with the stack and is in its status. */
  async startProcess({ name, address, ...command }: ManagedProcess): Promise<void> {
    await changeState(this.state, () => {
      if (!this.isRunning(name)) {
        this.#launch(name, command);
        if (address) {
          this.state.addresses[name] = address;
        }
      }
    });
    const { readyUrl } = this.state.processes[name] ?? {};
    if (readyUrl) {
      await this.#untilReady(name, () => answers(readyUrl));
    }
  }

  async #untilReady(name: string, ready: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while (!(await ready())) {
      const dead = !this.isRunning(name);
      if (dead || Date.now() > deadline) {
        const fault = dead ? 'ended' : `is not ready after ${READY_TIMEOUT_MS / 1000} s`;
        throw new StackError(`${name} ${fault}; the end of ${this.logFile(name)}:\n${this.#endOfLog(name)}`);
      }
      await delay(50);
    }
    this.#report(`${name} is ready`);
  }

  #endOfLog(name: string): string {
    try {
      return readFileSync(this.logFile(name), 'utf8').trimEnd().split('\n').slice(-12).join('\n');
    } catch {
      return '(empty)';
    }
  }

  /** Writes the users' kubeconfigs, and grants the collector's permissions. */
  async #admit(): Promise<void> {
    const { url, ca } = this.apiServer();
    for (const user of Object.keys(USERS) as Array<keyof typeof USERS>) {
      writeFileSync(this.kubeconfig(user), kubeconfig(url, ca, user, this.state.tokens[user]), { mode: 0o600 });
    }
    // The namespace in which the collector keeps its Lease is made by the API server itself, a moment after it is ready.
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while ((await callApi(this.apiServer(), 'GET', '/api/v1/namespaces/default')).status !== 200) {
      if (Date.now() > deadline) {
        throw new StackError('the API server has made no namespace "default"');
      }
      await delay(50);
    }
    for (const { path, object } of COLLECTOR_RBAC) {
      const url = `/apis/${object.apiVersion}/${path}/${object.metadata.name}?fieldManager=stack&force=true`;
      await mustCall(this.apiServer(), 'PATCH', url, object);
    }
  }

  /** Sends a signal to a server; resolves when it is gone, where the signal ends it. */
  async signal(name: string, what: NodeJS.Signals): Promise<void> {
    const target = this.state.processes[name];
    if (!target || !signal(target, what)) {
      throw new StackError(`${name} does not run`);
    }
    while (['SIGKILL', 'SIGTERM'].includes(what) && isRunning(target)) {
      await delay(10);
    }
  }

  /** Ends all processes: first the managed ones, then the servers in reverse order. */
  async down(): Promise<void> {
    await changeState(this.state, () => this.#endAll());
  }

  async #endAll(): Promise<void> {
    const order = SERVERS.map(({ name }): string => name);
    const names = Object.keys(this.state.processes).sort((a, b) => order.indexOf(a) - order.indexOf(b));
    const servers = names.filter((name) => order.includes(name)).reverse();
    await Promise.all(names.filter((name) => !order.includes(name)).map((name) => this.#end(name)));
    for (const name of servers) {
      await this.#end(name);
    }
    if (this.state.realNode) {
      await removeGroups(layoutOf(this.state.data).groups);
    }
    this.state.processes = {};
    this.state.addresses = {};
  }

  async #end(name: string): Promise<void> {
    const target = this.state.processes[name];
    if (target) {
      await end(target);
      this.#report(`${name} is ended`);
    }
  }

  /** Deletes the data folder. */
  purge(): void {
    rmSync(this.state.data, { recursive: true, force: true });
  }
}
