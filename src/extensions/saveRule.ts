import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

const RULES = '/api/ruler/grafana/api/v1/rules';
const EVERY = '1m';

/** A folder that this person may write to. */
export interface Folder {
  uid: string;
  title: string;
}

/** The folders that this person may write to. */
export async function foldersToWriteTo(): Promise<Folder[]> {
  const params = { type: 'dash-folder', permission: 'Edit', limit: 1000 };
  return (await request<Folder[]>('/api/search', 'GET', { params })) ?? [];
}

/** A new folder of that title. */
export const createFolder = (title: string) => request<Folder>('/api/folders', 'POST', { data: { title } });

/**
 * Saves the rule in a group of its own in the folder: a group that is there already would lose its other rules.
 *
 * @returns the rule's uid
 * @throws what Grafana says against it
 */
export async function saveRule(folderUid: string, title: string, rule: object): Promise<string> {
  const there = await request<Record<string, Array<{ name: string }>>>(`${RULES}/${folderUid}`, 'GET', {
    params: { subtype: 'cortex' },
  });
  const taken = new Set(Object.values(there).flatMap((groups) => groups.map(({ name }) => name)));
  const data = { name: freeName(title, taken), interval: EVERY, rules: [rule] };
  const answer = await request<{ created?: string[] }>(`${RULES}/${folderUid}`, 'POST', {
    params: { subtype: 'cortex' },
    data,
  });
  const [uid] = answer.created ?? [];
  if (!uid) {
    throw new Error(JSON.stringify(answer));
  }
  return uid;
}

/** The name, or with the first number that makes it another one. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) {
    free = `${name} ${number}`;
  }
  return free;
}

/** The caller shows errors; Grafana's own notices stay off. */
async function request<T>(url: string, method: string, rest: { params?: object; data?: unknown }): Promise<T> {
  const answer = await lastValueFrom(getBackendSrv().fetch<T>({ url, method, showErrorAlert: false, ...rest }));
  return answer.data;
}
