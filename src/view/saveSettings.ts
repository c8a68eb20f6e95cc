import { type AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { ID } from './appId';
import { type AppSettings } from './settings';

/** What Grafana keeps encrypted, and never gives back. */
export interface Secrets {
  collectorToken?: string;
}

/** Saves the settings for this organization. A secret is kept as it is where none is given; an empty one is deleted. */
export async function saveSettings(
  { enabled, pinned }: AppPluginMeta<AppSettings>,
  jsonData: AppSettings,
  secureJsonData: Secrets
): Promise<void> {
  const data = { enabled: enabled ?? true, pinned: pinned ?? true, jsonData, secureJsonData };
  await lastValueFrom(getBackendSrv().fetch({ url: `/api/plugins/${ID}/settings`, method: 'POST', data }));
}

/** Changes some of the settings for this organization. The others, and secrets, stay as they are. */
export async function changeSettings(change: AppSettings): Promise<void> {
  const meta = await getBackendSrv().get<AppPluginMeta<AppSettings>>(`/api/plugins/${ID}/settings`);
  await saveSettings(meta, { ...meta.jsonData, ...change }, {});
}
