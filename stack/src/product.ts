import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NODE_ENVIRONMENT, NODE_FLAGS } from '../../backend-sidecar/bundle/node.ts';
import { StackError } from './errors.ts';
import { grafana } from './grafana.ts';
import { freePort } from './ports.ts';
import { type ManagedProcess, type Stack } from './stack.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const APP_PORT = 3000;
const APP_PATH = '/a/lokievents-kubernetes-app';

/** Starts what this repository builds, on an API server and a Loki: the collector, and the app. */
export async function startProduct(stack: Stack, appPort?: number): Promise<void> {
  await startCollector(stack);
  await startApp(stack, appPort);
}

/** Starts the sample workloads, if the stack has any. They need kubectl. */
export async function startWorkloads(stack: Stack): Promise<void> {
  if (stack.state.workloads) {
    await stack.startProcess({
      name: 'workloads',
      command: process.execPath,
      args: [path.join(import.meta.dirname, 'workloads/main.ts'), stack.state.data],
    });
  }
}

async function startCollector(stack: Stack): Promise<void> {
  const config = path.join(stack.state.data, 'collector.json');
  const url = `${stack.lokiUrl}/loki/api/v1/push`;
  writeFileSync(config, JSON.stringify({ log: 'info', receivers: { loki: { url } } }, null, 2));
  await stack.startProcess({
    name: 'collector',
    command: process.execPath,
    args: [...NODE_FLAGS, built('backend-sidecar/dist/main.js'), '-c', config],
    env: { ...NODE_ENVIRONMENT, KUBECONFIG: stack.kubeconfig('collector') },
  });
}

/** The app in the preview host, or in a real Grafana where GRAFANA_HOME names one. */
async function startApp(stack: Stack, wanted?: number): Promise<void> {
  built('dist/module.js');
  const home = process.env.GRAFANA_HOME;
  const running = stack.isRunning('app') && stack.state.addresses.app;
  if (running) {
    const { port } = new URL(running);
    if (wanted && wanted !== Number(port)) {
      throw new StackError(`app runs on port ${port} already: \`stack down\` it before it can have ${wanted}`);
    }
    return;
  }
  // The usual port if it is free, else any other. A port that the caller names must be free.
  const port = await freePort(wanted ?? APP_PORT, 'app').catch((error: unknown) =>
    wanted ? Promise.reject(error) : freePort()
  );
  const address = `http://localhost:${port}${home ? APP_PATH : ''}`;
  await stack.startProcess({ ...(home ? grafana(stack, home, String(port)) : host(stack, String(port))), address });
}

function host(stack: Stack, port: string): ManagedProcess {
  return {
    name: 'app',
    command: process.execPath,
    args: [path.join(ROOT, 'tests/host/serve.ts'), '--port', port, '--loki', stack.lokiUrl],
    readyUrl: `http://127.0.0.1:${port}${APP_PATH}`,
  };
}

function built(file: string): string {
  if (!existsSync(path.join(ROOT, file))) {
    throw new StackError(`${file} is not built: run \`make build\` first (\`make up\` does)`);
  }
  return path.join(ROOT, file);
}
