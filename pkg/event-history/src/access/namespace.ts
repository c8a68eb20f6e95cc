import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Failure } from '../loki/failure.ts';
import { readYaml } from './yaml-file.ts';

/** The part of a kubeconfig file that is read. */
interface KubeConfig {
  'current-context'?: unknown;
  contexts?: Array<{ name?: unknown; context?: { namespace?: unknown } | null }> | null;
}

export interface ContextOptions {
  kubeconfig?: string;
  context?: string;
}

export interface CurrentContext {
  /** Empty without a kubeconfig. */
  name: string;
  namespace: string;
}

const IN_CLUSTER = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/**
 * The context and namespace that kubectl would use. The first kubeconfig file in `KUBECONFIG` that sets a value wins;
 * without kubeconfig, inside a cluster, it is the pod's namespace.
 *
 * Source: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/.
 *
 * @throws {Failure} if a file cannot be read, or no file has the named context
 */
export function currentContext(options: ContextOptions, env: NodeJS.ProcessEnv): CurrentContext {
  const configs = filesOf(options, env).map((file) => (readYaml(file) ?? {}) as KubeConfig);
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
      throw new Failure(`--kubeconfig: no such file: ${kubeconfig}`);
    }
    return [kubeconfig];
  }
  const listed = (env.KUBECONFIG ?? '').split(path.delimiter).filter(Boolean);
  return (listed.length > 0 ? listed : [path.join(homedir(), '.kube', 'config')]).filter((file) => existsSync(file));
}

function inCluster(env: NodeJS.ProcessEnv): string | undefined {
  if (env.POD_NAMESPACE) {
    return env.POD_NAMESPACE;
  }
  return existsSync(IN_CLUSTER) ? readFileSync(IN_CLUSTER, 'utf8').trim() || undefined : undefined;
}
