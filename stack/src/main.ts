import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildTools } from './build.ts';
import { StackError } from './errors.ts';
import { startProduct, startWorkloads } from './product.ts';
import { type ServerName, SERVERS } from './servers.ts';
import { beginStack, openStack, type Stack } from './stack.ts';
import { defaultData } from './state.ts';
import { NODE_TOOLS, TOOLS } from './tools.ts';

const HELP = `A Kubernetes cluster with simulated nodes, Loki, the collector and the app, on this machine's loopback interface.

  stack up           start what is not running yet; print where to look
  stack down         end all of it (--purge: delete its data too)
  stack status       what runs, and where (--json)
  stack logs NAME    a process's log (-f: follow)
  stack build        build the servers, once, into the cache

  --name NAME        which stack; several run side by side             (default)
  --data DIR         where it keeps its data       (~/.local/state/kubernetes-events/NAME)
  --only A,B         up: just these servers, and those they need: ${SERVERS.map(({ name }) => name).join(', ')}
  --port NAME=N      up: the port for a server, or for "app"           (a free one; app: 3000)
  --loki-config JSON up: laid over Loki's configuration          (what was given last)
  --no-workloads     up: a cluster with nothing in it
  --node real        up, build: a real node, too, with containers: it needs root, mounts and control groups
`;

/** What the page shows comes from these. */
const PAGE_SERVERS: readonly ServerName[] = ['kube-apiserver', 'loki'];

const { values, positionals } = parseCommandLine();
const say = (line: string): void => console.log(line);
const progress = (line: string): void => console.error(line);

function parseCommandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        name: { type: 'string', default: 'default' },
        data: { type: 'string' },
        only: { type: 'string' },
        port: { type: 'string', multiple: true, default: [] },
        'loki-config': { type: 'string' },
        'no-workloads': { type: 'boolean', default: false },
        node: { type: 'string' },
        purge: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        follow: { type: 'boolean', short: 'f', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`);
    process.exit(2);
  }
}

const data = (): string => values.data ?? defaultData(values.name);

function existing(): Stack {
  const stack = openStack(data(), progress);
  if (!stack) {
    throw new StackError(`there is no stack in ${data()}: \`stack up\` makes one`);
  }
  return stack;
}

async function up(): Promise<void> {
  const only = values.only?.split(',').map(serverName);
  const ports = Object.fromEntries(values.port.map(portOf));
  const { stack, ready, builds } = await beginStack({
    name: values.name,
    data: data(),
    only,
    realNode: withNode(),
    ports,
    lokiConfig: values['loki-config'] ? jsonOf(values['loki-config']) : undefined,
    workloads: !only && !values['no-workloads'],
    report: progress,
  });
  if (only) {
    await ready();
    status(stack);
    return;
  }
  await ready(PAGE_SERVERS);
  await startProduct(stack, ports.app);
  const browse = `Browse the events at ${stack.state.addresses.app}`;
  const missing = builds.missing();
  if (missing.length > 0) {
    say(`\n${browse}\nStill to be built, and to join then: ${missing.join(', ')}. Until then, no pods run.\n`);
  }
  await builds.ready(['kubectl']);
  await startWorkloads(stack);
  await ready();
  status(stack);
  say(`\n${browse}`);
}

function withNode(): boolean {
  if (values.node !== undefined && values.node !== 'real') {
    throw new StackError(`--node: "${values.node}" is not "real", and without it all nodes are simulated`);
  }
  return values.node === 'real';
}

function serverName(name: string): ServerName {
  const server = SERVERS.find((candidate) => candidate.name === name);
  if (!server) {
    throw new StackError(`--only: no server "${name}": there are ${SERVERS.map((known) => known.name).join(', ')}`);
  }
  return server.name;
}

function portOf(text: string): [string, number] {
  const [name = '', number] = text.split('=');
  const port = Number(number);
  const names = [...SERVERS.flatMap(({ ports }) => ports), 'app'];
  if (!names.includes(name) || !Number.isInteger(port) || port < 1 || port > 65535) {
    throw new StackError(`--port: "${text}" is not NAME=NUMBER with a name of ${names.join(', ')}`);
  }
  return [name, port];
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new StackError(`--loki-config: ${(error as Error).message}`);
  }
}

async function down(): Promise<void> {
  const stack = openStack(data(), progress);
  await stack?.down();
  if (values.purge) {
    stack?.purge();
  }
  say(
    stack
      ? `The stack "${values.name}" is down${values.purge ? ', its data deleted' : `; its data stays in ${data()}`}.`
      : 'There is no stack.'
  );
}

function status(stack: Stack): void {
  const rows = Object.keys(stack.state.processes).map((name) => ({
    name,
    pid: stack.pid(name) ?? null,
    address: addressOf(stack, name),
  }));
  if (values.json) {
    const { name, data: folder } = stack.state;
    say(
      JSON.stringify(
        { name, data: folder, kubeconfig: stack.kubeconfig(), loki: stack.lokiUrl, processes: rows },
        null,
        2
      )
    );
    return;
  }
  for (const { name, pid, address } of rows) {
    say(`${name.padEnd(24)} ${String(pid ?? 'not running').padEnd(12)} ${address}`);
  }
  say(`\nKUBECONFIG=${stack.kubeconfig()}\nLogs: ${stack.logFile('NAME')}`);
}

function addressOf(stack: Stack, name: string): string {
  const [port] = SERVERS.find((server) => server.name === name)?.ports ?? [];
  const plain = port === 'etcd' || port === 'loki' || port === 'kwok';
  return port
    ? `${plain ? 'http' : 'https'}://127.0.0.1:${stack.state.ports[port]}`
    : (stack.state.addresses[name] ?? '');
}

function logs(name: string | undefined): void {
  const stack = existing();
  const names = globSync('*.log', { cwd: path.dirname(stack.logFile('')) }).map((file) => path.parse(file).name);
  if (!name || !names.includes(name)) {
    throw new StackError(`logs: ${name ? `no log of "${name}"` : 'name one'}: there are ${names.join(', ') || 'none'}`);
  }
  const tail = spawn('tail', ['-n', '+1', ...(values.follow ? ['-f'] : []), stack.logFile(name)], { stdio: 'inherit' });
  process.once('exit', () => tail.kill());
}

const COMMANDS: Record<string, () => Promise<void> | void> = {
  up,
  down,
  status: () => status(existing()),
  logs: () => logs(positionals[1]),
  build: () => {
    const names = TOOLS.map(({ name }) => name);
    return buildTools(withNode() ? names : names.filter((name) => !NODE_TOOLS.includes(name)), progress);
  },
};

for (const [signal, number] of [['SIGINT', 2] as const, ['SIGTERM', 15] as const]) {
  // An exit, so that a running compiler is ended as well.
  process.once(signal, () => process.exit(128 + number));
}

const command = COMMANDS[positionals[0] ?? ''];
if (values.help || !command) {
  (values.help ? say : progress)(HELP);
  process.exitCode = values.help ? 0 : 2;
} else {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof StackError ? error.message : error);
    // What is still being built ends with it.
    process.exit(1);
  }
}
