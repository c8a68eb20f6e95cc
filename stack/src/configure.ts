import path from 'node:path';
import { newTokens, writeCredentials } from './credentials.ts';
import { StackError } from './errors.ts';
import { freePort } from './ports.ts';
import { isRunning } from './process.ts';
import { type Server, type ServerName } from './servers.ts';
import { type StackState } from './state.ts';

export interface StackOptions {
  /** Identifies the stack on this machine. */
  name?: string;
  /** The folder of its data, logs and state. */
  data: string;
  /** The servers to run, with those they need; by default all. */
  only?: readonly ServerName[];
  /** Whether a real node runs, too: it needs root. */
  realNode?: boolean;
  /** Ports to use, by server; free ones otherwise. */
  ports?: Record<string, number>;
  /** Further flags for the API server. */
  apiserverArgs?: string[];
  /** Merged into Loki's configuration. */
  lokiConfig?: Record<string, unknown>;
  /** Whether to run the sample workloads with simulated kubelets. */
  workloads?: boolean;
  /** Receives lines of progress. */
  report?: (line: string) => void;
}

/** Chooses the servers' settings. Earlier choices stay unless the options name others. */
export async function configure(
  state: StackState,
  servers: readonly Server[],
  { apiserverArgs, lokiConfig, workloads, ports }: StackOptions
): Promise<void> {
  state.apiserverArgs = settle(state, 'kube-apiserver', 'flags', state.apiserverArgs, apiserverArgs);
  state.lokiConfig = settle(state, 'loki', 'configuration', state.lokiConfig, lokiConfig);
  state.workloads = workloads ?? state.workloads;
  const withNode = servers.some(({ name }) => name === 'kubelet');
  const { 'kube-apiserver': apiserver } = state.processes;
  const wanted = withNode || !apiserver || !isRunning(apiserver) ? withNode : undefined;
  state.realNode = settle(state, 'kube-apiserver', 'setting "real node"', state.realNode ?? false, wanted);
  // A stack of an earlier release knows fewer users.
  state.tokens = { ...newTokens(), ...state.tokens };
  writeCredentials(path.join(state.data, 'credentials'), state.tokens);
  for (const server of servers) {
    for (const port of server.ports) {
      const settled = settle(state, server.name, 'port', state.ports[port], ports?.[port]);
      if (settled === undefined || settled !== state.ports[port]) {
        state.ports[port] = await freePort(settled, port);
      }
    }
  }
}

function settle<T>(state: StackState, server: ServerName, what: string, before: T, wanted: T | undefined): T {
  if (wanted === undefined || JSON.stringify(wanted) === JSON.stringify(before)) {
    return before;
  }
  const started = state.processes[server];
  if (started && isRunning(started)) {
    throw new StackError(
      `${server} runs with the ${what} ${JSON.stringify(before)} already: \`stack down\` it before it can have ${JSON.stringify(wanted)}`
    );
  }
  return wanted;
}
