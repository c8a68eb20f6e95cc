import { type BrowserContext } from 'playwright-core';
import { ID } from '../../../src/view/appId.ts';
import { type World } from './world.ts';

const STORAGE = '/apis/userstorage.grafana.app/v0alpha1/namespaces/default/user-storage';

interface Stored {
  spec: { data: Record<string, string> };
}

/** What Grafana keeps for the person of a window; undefined where it keeps nothing. */
export async function ownStorage(world: World, context: BrowserContext): Promise<Record<string, string> | undefined> {
  const answer = await context.request.get(`${world.url}${STORAGE}/${await nameOf(world, context)}`);
  return answer.ok() ? ((await answer.json()) as Stored).spec.data : undefined;
}

/** Has Grafana keep these texts for the person of a window and nothing else; nothing at all without them. */
export async function keepFor(
  world: World,
  context: BrowserContext,
  texts: Record<string, string> | undefined
): Promise<void> {
  const name = await nameOf(world, context);
  if (!name) {
    return;
  }
  await context.request.delete(`${world.url}${STORAGE}/${name}`);
  if (texts && Object.keys(texts).length > 0) {
    const data = { metadata: { name }, spec: { data: texts } };
    const answer = await context.request.post(`${world.url}${STORAGE}/`, { data });
    if (!answer.ok()) {
      throw new Error(`the storage of ${name}: ${answer.status()} ${await answer.text()}`);
    }
  }
}

/** The storage of whoever has signed in; empty if nobody has. */
async function nameOf(world: World, context: BrowserContext): Promise<string> {
  const cookies = await context.cookies(world.url);
  if (world.isHost) {
    const [login] = cookies.find(({ name }) => name === 'host_user')?.value.split(':') ?? [];
    return login ? `${ID}:${login}` : '';
  }
  const answer = await context.request.get(`${world.url}/api/user`);
  const { uid } = answer.ok() ? ((await answer.json()) as { uid?: string }) : {};
  return uid ? `${ID}:${uid}` : '';
}
