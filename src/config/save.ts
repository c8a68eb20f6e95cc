import { type AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { ID } from '../view/appId';
import { type AppSettings } from '../view/settings';

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
