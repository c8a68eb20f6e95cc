import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Failure } from '../loki/failure.ts';

/** What is read of a kubeconfig file. */
interface KubeConfig {
  'current-context'?: unknown;
  contexts?: Array<{ name?: unknown; context?: { namespace?: unknown } | null }> | null;
}

export interface ContextOptions {
  kubeconfig?: string;
  context?: string;
}

export interface CurrentContext {
  /** Empty where there is no kubeconfig. */
  name: string;
  namespace: string;
}

const IN_CLUSTER = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/**
 * The context and namespace that kubectl would use: of the kubeconfig files in `KUBECONFIG` or `~/.kube/config`, the
 * first that says a thing holds; inside a cluster, the pod's own namespace.
 *
 * Source: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/.
 *
 * @throws {Failure} where a file cannot be read, or the context named is in none
 */
export async function currentContext(options: ContextOptions, env: NodeJS.ProcessEnv): Promise<CurrentContext> {
  const configs = await Promise.all(filesOf(options, env).map(readConfig));
  const name = options.context ?? configs.map((config) => config['current-context']).find(isText) ?? '';
  const contexts = configs.flatMap(({ contexts }) => contexts ?? []);
  const found = contexts.find((context) => context.name === name);
  if (options.context !== undefined && !found) {
    throw new Failure(`context "${options.context}" does not exist`);
  }
  const namespace = found?.context?.namespace;
  return { name, namespace: isText(namespace) ? namespace : ((found ? undefined : inCluster(env)) ?? 'default') };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function filesOf({ kubeconfig }: ContextOptions, env: NodeJS.ProcessEnv): string[] {
  if (kubeconfig !== undefined) {
    if (!existsSync(kubeconfig)) {
      throw new Failure(`--kubeconfig: there is no file ${kubeconfig}`);
    }
    return [kubeconfig];
  }
  const listed = (env.KUBECONFIG ?? '').split(path.delimiter).filter(Boolean);
  return (listed.length > 0 ? listed : [path.join(homedir(), '.kube', 'config')]).filter((file) => existsSync(file));
}

async function readConfig(file: string): Promise<KubeConfig> {
  const { parse } = await import('yaml');
  try {
    return (parse(readFileSync(file, 'utf8')) as KubeConfig | null) ?? {};
  } catch (error) {
    throw new Failure(`kubeconfig ${file}: ${(error as Error).message.split('\n')[0]}`);
  }
}

function inCluster(env: NodeJS.ProcessEnv): string | undefined {
  if (env.POD_NAMESPACE) {
    return env.POD_NAMESPACE;
  }
  return existsSync(IN_CLUSTER) ? readFileSync(IN_CLUSTER, 'utf8').trim() || undefined : undefined;
}
