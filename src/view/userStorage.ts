import { config, getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { ID } from './appId';

/**
 * What is kept for one person: texts by key. Grafana's `usePluginUserStorage` keeps the same, but caches it while the window
 * is open and drops failures: a second tab would overwrite what the first one has saved, and a refused save would
 * look like a good one.
 */
export interface Kept {
  readonly texts: Readonly<Record<string, string>>;
  /** The browser keeps it where nobody is signed in, or Grafana keeps nothing for this person. */
  readonly by: 'grafana' | 'browser';
}

/** A text for each key that changes; null deletes the key. */
type Change = Readonly<Record<string, string | null>>;

interface UserStorage {
  metadata: { resourceVersion: string };
  spec: { data: Record<string, string> };
}

/** Other tabs may save at the same time; each failed try means that one of them did. */
const TRIES = 5;

/** Rejects with what Grafana answers if it should keep something, but cannot say what. */
export async function readKept(): Promise<Kept> {
  return keptOf(await stored());
}

/**
 * Changes what is kept. Rejects, with nothing changed, if Grafana refuses it.
 *
 * @param change gets what is kept at this moment, again each time that another tab was faster; what it throws is passed on
 */
export async function changeKept(change: (texts: Kept['texts']) => Change): Promise<Kept> {
  for (let tries = 1; ; tries++) {
    const found = await stored();
    const { texts } = keptOf(found);
    const changes = change(texts);
    try {
      return await write(found, texts, changes);
    } catch (cause) {
      if (statusOf(cause) !== 409 || tries === TRIES) {
        throw cause;
      }
    }
  }
}

async function write(found: UserStorage | undefined, texts: Kept['texts'], changes: Change): Promise<Kept> {
  const next = changed(texts, changes);
  if (found) {
    const { resourceVersion } = found.metadata;
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    await request('PATCH', `/${nameOfStorage()}`, { metadata: { resourceVersion }, spec: { data: changes } }, headers);
    return { texts: next, by: 'grafana' };
  }
  if (isSignedIn() && (await created(next))) {
    inBrowser.clear();
    return { texts: next, by: 'grafana' };
  }
  inBrowser.write(changes);
  return { texts: next, by: 'browser' };
}

/** Whether Grafana has taken the first thing to keep. Where it keeps nothing for this person, the browser does. */
async function created(data: Record<string, string>): Promise<boolean> {
  const { uid } = config.bootData.user;
  try {
    const metadata = { name: nameOfStorage(), labels: { user: uid, service: ID } };
    await request('POST', '/', { metadata, spec: { data } });
    return true;
  } catch (cause) {
    if (isRefused(cause)) {
      return false;
    }
    throw cause;
  }
}

/** Undefined where Grafana keeps nothing for this person, or not yet. */
async function stored(): Promise<UserStorage | undefined> {
  if (!isSignedIn()) {
    return undefined;
  }
  try {
    return await request<UserStorage>('GET', `/${nameOfStorage()}`);
  } catch (cause) {
    if (isRefused(cause)) {
      return undefined;
    }
    throw cause;
  }
}

function keptOf(found: UserStorage | undefined): Kept {
  if (found) {
    return { texts: found.spec.data ?? {}, by: 'grafana' };
  }
  const texts = inBrowser.read();
  return { texts, by: isSignedIn() && Object.keys(texts).length === 0 ? 'grafana' : 'browser' };
}

function changed(texts: Kept['texts'], changes: Change): Record<string, string> {
  const all = { ...texts, ...changes };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null));
}

/** As Grafana does, which reads it there too. */
const inBrowser = {
  read: (): Record<string, string> =>
    Object.fromEntries(keysInBrowser().map((key) => [key.slice(prefix().length), localStorage.getItem(key) ?? ''])),
  write: (changes: Change) =>
    Object.entries(changes).forEach(([key, text]) =>
      text === null ? localStorage.removeItem(prefix() + key) : localStorage.setItem(prefix() + key, text)
    ),
  clear: () => keysInBrowser().forEach((key) => localStorage.removeItem(key)),
};

const keysInBrowser = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix()));
const prefix = () => `${nameOfStorage()}:`;

const isSignedIn = () => config.bootData.user.isSignedIn;

function nameOfStorage(): string {
  const { uid, id } = config.bootData.user;
  return `${ID}:${uid || id}`;
}

const statusOf = (cause: unknown) => (cause as { status?: number } | undefined)?.status;

/** Whether Grafana has no such storage, or not for this person. */
const isRefused = (cause: unknown) => [401, 403, 404].includes(statusOf(cause) ?? 0);

async function request<T>(method: string, path: string, data?: unknown, headers?: Record<string, string>): Promise<T> {
  const url = `/apis/userstorage.grafana.app/v0alpha1/namespaces/${config.namespace}/user-storage${path}`;
  const answer = getBackendSrv().fetch<T>({ url, method, data, headers, showErrorAlert: false });
  return (await lastValueFrom(answer)).data;
}
