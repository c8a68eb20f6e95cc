import { type BrowserContext } from 'playwright-core';
import { grafanaApi } from './panels.ts';
import { type World } from './world.ts';

const PERMISSIONS = ['clipboard-read', 'clipboard-write'];

export type Role = 'Viewer' | 'Editor' | 'Admin';

/** A window of a user with this role: in a real Grafana one of its organization, who is created if missing. */
export async function signedIn(
  world: World,
  role: Role,
  viewport = { width: 1600, height: 900 }
): Promise<BrowserContext> {
  const login = `spec-${role.toLowerCase()}`;
  if (world.isHost) {
    const context = await world.browser.newContext({ viewport, permissions: PERMISSIONS });
    await context.addCookies([{ name: 'host_user', value: `${login}:${role}`, url: world.url }]);
    return context;
  }
  const id = (await idOf(world, login)) ?? (await create(world, login));
  await grafanaApi(world, `/api/org/users/${id}`, { method: 'PATCH', body: { role } });
  const context = await world.browser.newContext({ viewport, permissions: PERMISSIONS });
  const answer = await context.request.post(`${world.url}/login`, { data: { user: login, password: login } });
  if (!answer.ok()) {
    throw new Error(`${login} cannot sign in: ${answer.status()}`);
  }
  return context;
}

const idOf = (world: World, login: string) =>
  grafanaApi<{ id: number }>(world, `/api/users/lookup?loginOrEmail=${login}`).then(
    ({ id }) => id,
    () => undefined
  );

/** Whose password is the login. */
async function create(world: World, login: string): Promise<number> {
  const body = { name: login, login, password: login, OrgId: 1 };
  return (await grafanaApi<{ id: number }>(world, '/api/admin/users', { body })).id;
}
