import { type AppSettings } from '../../../src/view/settings.ts';
import { grafanaApi } from './panels.ts';
import { type World } from './world.ts';

/** Saves what an administrator can set on the configuration page. */
export async function saveSettings(world: World, jsonData: AppSettings): Promise<void> {
  await grafanaApi(world, '/api/plugins/lokievents-kubernetes-app/settings', {
    body: { enabled: true, pinned: true, jsonData },
  });
}
