import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { NODE_ENVIRONMENT, NODE_FLAGS } from '../backend-sidecar/bundle/node.ts';
import { answers } from '../stack/src/api.ts';
import { freePort } from '../stack/src/ports.ts';
import { type Stack } from '../stack/src/stack.ts';
import { type Rival } from './options.ts';
import { COLLECTOR } from './results.ts';
import { type Usage, usageOf } from './usage.ts';

const MAIN = path.resolve(import.meta.dirname, '../backend-sidecar/dist/main.js');

/** The collector as something to measure; each start is without a checkpoint. */
export async function collector(stack: Stack, folder: string): Promise<Rival> {
  const config = path.join(folder, 'collector.json');
  const address = `127.0.0.1:${await freePort()}`;
  writeFileSync(
    config,
    JSON.stringify({
      receivers: { loki: { url: `${stack.lokiUrl}/loki/api/v1/push` } },
      telemetry: { listen: address },
    })
  );
  const variables = Object.entries(NODE_ENVIRONMENT)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  return {
    name: COLLECTOR,
    command: `${variables} exec '${process.execPath}' ${NODE_FLAGS.join(' ')} \${BENCH_NODE_FLAGS:-} '${MAIN}' -c '${config}'`,
    selector: '{service_name="kubernetes-events"}',
    readyUrl: `http://${address}/readyz`,
  };
}

/** A collector that runs. */
export class Subject {
  readonly rival: Rival;
  readonly startedMs = performance.now();
  readonly #child: ChildProcess;
  readonly #log: string;
  readonly #exited: Promise<unknown>;

  constructor(rival: Rival, stack: Stack, folder: string) {
    this.rival = rival;
    this.#log = path.join(folder, `${rival.name.replaceAll(/[^\w.-]/g, '_')}.log`);
    const environment = {
      KUBECONFIG: stack.kubeconfig('admin'),
      LOKI_URL: stack.lokiUrl,
      LOKI_PUSH_URL: `${stack.lokiUrl}/loki/api/v1/push`,
    };
    const log = openSync(this.#log, 'a');
    this.#child = spawn('sh', ['-c', placed(rival.command, environment)], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', log, log],
      detached: true,
      cwd: folder,
    });
    closeSync(log);
    this.#exited = new Promise((resolve) => this.#child.once('close', resolve));
  }

  usage(): Usage {
    return usageOf(this.#child.pid!);
  }

  /** @throws with the end of its log, if it ended on its own */
  mustRun(): void {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
      const log = readFileSync(this.#log, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
      throw new Error(`${this.rival.name} ended on its own; the end of its log:\n${log}`);
    }
  }

  /** Milliseconds from the start to a 200 of its readiness; undefined where it has none. */
  async ready(withinMs = 60_000): Promise<number | undefined> {
    const { readyUrl, name } = this.rival;
    if (!readyUrl) {
      return undefined;
    }
    while (!(await answers(readyUrl))) {
      this.mustRun();
      if (performance.now() - this.startedMs > withinMs) {
        throw new Error(`${name} is not ready after ${withinMs / 1000} s: ${readyUrl} does not answer 200`);
      }
      await delay(5);
    }
    return performance.now() - this.startedMs;
  }

  /** Ends it and what it started, clean where it can. */
  async end(): Promise<void> {
    const killing = setTimeout(() => signal(this.#child, 'SIGKILL'), 15_000);
    signal(this.#child, 'SIGTERM');
    await this.#exited;
    clearTimeout(killing);
  }
}

/** A command with its placeholders filled in. */
export function placed(command: string, environment: Record<string, string>): string {
  return command
    .replaceAll('{kubeconfig}', environment.KUBECONFIG!)
    .replaceAll('{loki}', environment.LOKI_URL!)
    .replaceAll('{push}', environment.LOKI_PUSH_URL!);
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, name);
  } catch {
    // It is gone already.
  }
}
