import { type AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { ID } from './appId';
import { type AppSettings } from './settings';

/** What Grafana keeps encrypted, and never gives back. */
export interface Secrets {
  collectorToken?: string;
}

const URL = `/api/plugins/${ID}/settings`;

type Meta = AppPluginMeta<AppSettings>;

/** The settings for this organization as they are now. */
export async function readSettings(): Promise<AppSettings> {
  return (await readMeta()).jsonData ?? {};
}

/**
 * Changes some of the settings for this organization: others may have changed the rest since this page was loaded. A secret
 * is kept as it is if none is given; an empty one is deleted.
 *
 * @param change gets the settings as they are now; what it throws is passed on, and nothing is changed
 * @returns the settings after the change
 */
export async function changeSettings(
  change: (settings: AppSettings) => AppSettings,
  secureJsonData: Secrets = {}
): Promise<AppSettings> {
  return alone(async () => {
    const { enabled, pinned, jsonData: before = {} } = await readMeta();
    const jsonData = { ...before, ...change(before) };
    const data = { enabled: enabled ?? true, pinned: pinned ?? true, jsonData, secureJsonData };
    await lastValueFrom(
      getBackendSrv().fetch({ url: URL, method: 'POST', data, showErrorAlert: false, showSuccessAlert: false })
    );
    return jsonData;
  });
}

async function readMeta(): Promise<Meta> {
  return (await lastValueFrom(getBackendSrv().fetch<Meta>({ url: URL, showErrorAlert: false }))).data;
}

/** Grafana has no version of settings to compare: the tabs of one browser wait for one another, if they have a way to. */
const alone = <T>(act: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request(`${ID}-settings`, act) : act();
