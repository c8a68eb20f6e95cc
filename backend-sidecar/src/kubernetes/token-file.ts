import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';

/**
 * Applies `tokenFile` of the current user, which client-node ignores in a kubeconfig. The file is read again every minute,
 * and takes precedence over `token`, as in client-go.
 *
 * @param kubeconfig the file that was loaded; undefined if it was those that kubectl uses
 */
export function applyTokenFile(config: KubeConfig, kubeconfig: string | undefined): void {
  const user = config.getCurrentUser();
  const [tokenFile] = user ? kubeconfigFiles(kubeconfig).flatMap((file) => tokenFilesIn(file, user.name)) : [];
  if (user && tokenFile) {
    const { token: _, ...rest } = user;
    const applied = { ...rest, authProvider: { name: 'tokenFile', config: { tokenFile } } };
    config.users = config.users.map((each) => (each === user ? applied : each));
  }
}

function kubeconfigFiles(kubeconfig: string | undefined): string[] {
  if (kubeconfig) {
    return [kubeconfig];
  }
  // A container's user may have no home: then there is none of its kubeconfigs.
  const { KUBECONFIG, HOME } = process.env;
  if (KUBECONFIG) {
    return KUBECONFIG.split(path.delimiter).filter(Boolean);
  }
  return HOME ? [path.join(HOME, '.kube/config')].filter((file) => existsSync(file)) : [];
}

interface Users {
  users?: Array<{ name?: string; user?: { tokenFile?: string } | null }>;
}

/** Relative to the kubeconfig's folder, as all paths in it. */
function tokenFilesIn(file: string, name: string): string[] {
  const { users = [] } = parse(readFileSync(file, 'utf8')) as Users;
  return users.flatMap(({ name: other, user }) =>
    other === name && user?.tokenFile ? [path.resolve(path.dirname(file), user.tokenFile)] : []
  );
}
