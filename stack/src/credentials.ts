import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NODE_NAME } from './real-node/layout.ts';

/**
 * The users that the API server knows, by token. Rights come from RBAC: `admin` has all, `collector` those of rbac.ts,
 * `nobody` none.
 */
export const USERS = {
  admin: ['admin', 'system:masters'],
  collector: ['collector', ''],
  nobody: ['nobody', ''],
  'kube-controller-manager': ['system:kube-controller-manager', 'system:masters'],
  'kube-scheduler': ['system:kube-scheduler', ''],
  kwok: ['kwok', 'system:masters'],
  kubelet: [`system:node:${NODE_NAME}`, 'system:masters'],
} as const;

export type User = keyof typeof USERS;
export type Tokens = Record<User, string>;

export function newTokens(): Tokens {
  return Object.fromEntries(Object.keys(USERS).map((user) => [user, randomBytes(24).toString('hex')])) as Tokens;
}

/** Writes what the API server reads at its start: the tokens, and the key that signs service accounts' tokens. */
export function writeCredentials(folder: string, tokens: Tokens): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const rows = Object.entries(USERS).map(([user, [name, group]]) =>
    [tokens[user as User], name, user, group && `"${group}"`].filter(Boolean).join(',')
  );
  writeFileSync(path.join(folder, 'tokens.csv'), `${rows.join('\n')}\n`, { mode: 0o600 });
  const key = path.join(folder, 'service-accounts.key');
  if (!existsSync(key)) {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    writeFileSync(key, privateKey, { mode: 0o600 });
  }
}

/** A kubeconfig for one user, as JSON, which is YAML too. */
export function kubeconfig(server: string, ca: string, user: string, token: string, namespace = 'default'): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'stack', cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } },
    ],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'stack', context: { cluster: 'stack', user, namespace } }],
    'current-context': 'stack',
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
