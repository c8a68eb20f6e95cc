import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { ID } from '../../src/view/appId.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { troubledHours } from '../grafana/events.ts';
import { push } from '../loki/loki.ts';
import { signedIn } from './support/people.ts';
import { type Scene, Walk } from './support/Walk.ts';
import { startWorld, type World } from './support/world.ts';

const PLUGIN_JSON = new URL('../../src/plugin.json', import.meta.url);

interface PluginJson {
  includes: Array<{ type: string; path: string }>;
}

/** The page that takes longest to open: what all pages share is used on the others, which come before. */
const SLOWEST = 'problems';

/** The app's pages as plugin.json has them: a new one is walked over too. */
const pages = (JSON.parse(readFileSync(PLUGIN_JSON, 'utf8')) as PluginJson).includes
  .filter(({ type, path }) => type === 'page' && path.startsWith('/a/%PLUGIN_ID%/'))
  .map(({ path }) => path.replace('/a/%PLUGIN_ID%/', ''))
  .sort((a, b) => Number(a === SLOWEST) - Number(b === SLOWEST));

const SCENES: Record<string, Scene> = {
  ...Object.fromEntries(pages.map((path) => [`the page ${path}`, { path }])),
  "an object's story": { path: 'story?kind=Pod&ns=shop&name=web-1' },
  'the page of a story without an object': { path: 'story' },
  'the events that no filter passes': { path: 'events?f=_kind=Node&f=_namespace=shop' },
  'an open event': {
    path: 'events?f=_type=Warning',
    prepare: async (page) => {
      await page.getByTestId(testIds.row).first().getByRole('gridcell').first().click();
      await page.getByTestId(testIds.details).waitFor();
    },
  },
  'the configuration': { path: `/plugins/${ID}?page=configuration`, scope: 'form' },
};

/** A page that links to the others, and one that links to what is outside the app. */
const UNDER_SUB_PATH = ['the page events', "an object's story"];

/** How many pages are open at once: most of the time goes by waiting for Loki and the browser. */
const AT_ONCE = 6;

/** Controls that have been used, and need not be again: pages share many of them, such as the header's. */
const known = new Set<string>();

/** Opens a scene in a window of its own, walks over it, and checks that nothing went wrong. */
async function walkOver(world: World, scene: Scene): Promise<void> {
  const viewport = { width: 1600, height: 900 };
  const permissions = ['clipboard-read', 'clipboard-write'];
  const context = world.isHost
    ? await world.browser.newContext({ viewport, permissions })
    : await signedIn(world, 'Admin', viewport);
  const walk = await Walk.over(world, await context.newPage(), scene, known);
  await walk.reachAll();
  await walk.useAll();
  await context.close();
  assert.deepEqual(walk.faults, []);
}

describe('a walk over every page', { concurrency: AT_ONCE }, () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    await push(world.loki, troubledHours());
    if (!world.isHost) {
      // Creates the user that the walks, which start at once, sign in as.
      await (await signedIn(world, 'Admin')).close();
    }
  });
  after(() => world?.close());

  for (const [name, scene] of Object.entries(SCENES)) {
    it(`finds that every control works, by mouse and by keyboard: ${name}`, () => walkOver(world, scene));
  }
});

describe('a walk under a sub-path', { skip: Boolean(process.env.GRAFANA_URL) }, () => {
  let world: World;
  before(async () => {
    world = await startWorld({ subPath: '/grafana' });
  });
  after(() => world?.close());

  it('finds that every control of the first run works', () => walkOver(world, { path: 'events' }));

  for (const name of UNDER_SUB_PATH) {
    it(`finds that every link keeps the sub-path: ${name}`, async () => {
      await push(world.loki, troubledHours());
      await walkOver(world, SCENES[name] as Scene);
    });
  }
});
