import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { NODE_ENVIRONMENT, NODE_FLAGS } from '../../backend-sidecar/bundle/node.ts';
import { CHECKPOINT_ANNOTATION } from '../../backend-sidecar/src/election/lease.ts';
import { mustCall } from '../../stack/src/api.ts';
import { openStack, type Stack, type StackOptions, startStack } from '../../stack/src/stack.ts';

const MAIN = path.resolve(import.meta.dirname, '../../backend-sidecar/dist/main.js');

/** Real servers for one test file, and what was started on them. */
export class Bed {
  readonly stack: Stack;
  readonly folder: string;
  readonly #collectors: Collector[] = [];

  constructor(stack: Stack, folder: string) {
    this.stack = stack;
    this.folder = folder;
  }

  static async start(options: Partial<StackOptions> = {}): Promise<Bed> {
    const folder = mkdtempSync(path.join(tmpdir(), 'collector-test-'));
    const data = path.join(folder, 'stack');
    try {
      const stack = await startStack({
        name: path.basename(folder),
        data,
        only: ['kube-apiserver', 'loki'],
        ...options,
      });
      return new Bed(stack, folder);
    } catch (error) {
      // Those that did come up are not left behind.
      await openStack(data)?.down();
      throw error;
    }
  }

  /** Starts a collector as people do; resolves at once. */
  collector(options: CollectorOptions = {}): Collector {
    const started = new Collector(this.stack, this.folder, options);
    this.#collectors.push(started);
    return started;
  }

  /** Two replicas: the one that leads first, and the one that waits. */
  async leaderAndOther(options: CollectorOptions = {}): Promise<[Collector, Collector]> {
    const args = ['-le', ...(options.args ?? [])];
    const leader = this.collector({ ...options, args });
    await leader.logged('"leading"');
    const other = this.collector({ ...options, args });
    await other.logged('another replica leads');
    return [leader, other];
  }

  /** What each collector has logged, in the order in which they were started. */
  logs(): string[][] {
    return this.#collectors.map(({ lines }) => lines);
  }

  async namespace(name: string): Promise<string> {
    await mustCall(this.stack.apiServer(), 'POST', '/api/v1/namespaces', { metadata: { name } });
    return name;
  }

  /** The checkpoint in a Lease, as text; empty if there is none. */
  async checkpoint(leaseName = 'loki-event-collector'): Promise<string> {
    const path = `/apis/coordination.k8s.io/v1/namespaces/default/leases/${leaseName}`;
    const lease = await mustCall(this.stack.apiServer(), 'GET', path).catch(() => undefined);
    const { annotations } =
      (lease as { metadata: { annotations?: Record<string, string> } } | undefined)?.metadata ?? {};
    return annotations?.[CHECKPOINT_ANNOTATION] ?? '';
  }

  /** Ends the collectors that still run, as after a test that failed. */
  async endCollectors(): Promise<void> {
    await Promise.all(this.#collectors.splice(0).map((collector) => collector.kill('SIGKILL')));
  }

  async end(): Promise<void> {
    await this.endCollectors();
    if (this.stack.isRunning('loki')) {
      // A clean stop would only write data that is deleted next.
      await this.stack.signal('loki', 'SIGKILL');
    }
    await this.stack.down();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface CollectorOptions {
  /** Laid over `{receivers: {loki: {url}}}`. */
  config?: Record<string, unknown>;
  args?: string[];
  env?: Record<string, string>;
  kubeconfig?: string;
  lokiUrl?: string;
}

let started = 0;

/** One running collector, with what it logged. */
export class Collector {
  readonly child: ChildProcess;
  readonly lines: string[] = [];
  readonly exited: Promise<number | null>;

  constructor(stack: Stack, folder: string, options: CollectorOptions) {
    const file = path.join(folder, `config-${++started}.json`);
    const url = `${options.lokiUrl ?? stack.lokiUrl}/loki/api/v1/push`;
    writeFileSync(file, JSON.stringify({ log: 'debug', receivers: { loki: { url } }, ...options.config }));
    const args = [...NODE_FLAGS, MAIN, '-c', file, ...(options.args ?? [])];
    this.child = spawn(process.env.COLLECTOR_NODE ?? process.execPath, args, {
      env: {
        ...process.env,
        ...NODE_ENVIRONMENT,
        KUBECONFIG: options.kubeconfig ?? stack.kubeconfig('collector'),
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    createInterface({ input: this.child.stderr! }).on('line', (line) => this.lines.push(line));
    this.child.stdout!.resume();
    this.exited = new Promise((resolve) => this.child.once('exit', (code) => resolve(code)));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Waits until a log line has this message. */
  async logged(message: string | RegExp, withinMs = 30_000): Promise<void> {
    const has = (line: string): boolean => (typeof message === 'string' ? line.includes(message) : message.test(line));
    await until(
      () => this.lines.some(has),
      withinMs,
      () => `no "${String(message)}" in:\n${this.lines.join('\n')}`
    );
  }

  /** Sends a signal; resolves with the exit code when the process is gone. */
  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }
}

/** Waits for a condition. @throws when it does not come true in time */
export async function until(
  condition: () => boolean | Promise<boolean>,
  withinMs: number,
  otherwise: () => string = () => 'it did not happen in time'
): Promise<void> {
  const endsMs = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > endsMs) {
      throw new Error(otherwise());
    }
    await delay(50);
  }
}
