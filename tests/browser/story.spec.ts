import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { seriousFaults } from './support/axe.ts';
import { clusterEntries, eventAt } from './support/entries.ts';
import { EventsPage } from './support/EventsPage.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;

describe('the story', () => {
  let world: World;
  let story: EventsPage;
  const open = async (kind: string, name: string, params: Record<string, string> = {}) => {
    story = await EventsPage.open(world, 'story', { kind, ns: 'shop', name, ...params });
  };
  /** What is told, once it tells of all that is expected. */
  const tells = (...expected: string[]) =>
    story.until(
      () => story.get(testIds.story).innerText(),
      (text) => expected.every((part) => text.includes(part))
    );

  before(async () => {
    world = await startWorld();
    await push(world.loki, clusterEntries(Date.now() - MINUTE));
  });
  afterEach(async () => {
    assert.deepEqual(story.errors, []);
    await story.close();
  });
  after(() => world?.close());

  it('of a Deployment has its ReplicaSets and their Pods, and the words that tell it', async () => {
    await open('Deployment', 'web');
    const text = await tells('web-76944499c7', 'web-6d65cd8594', 'web-76944499c7-gmswk', "Its own's own", 'Same Node');
    assert.match(text, /“Created pod: web-76944499c7-gmswk”/);
    assert.match(text, /Scaled \d+ times/);
  });

  it('of a Pod that is gone has its owners up to the Deployment, and who deleted it', async () => {
    await open('Pod', 'web-76944499c7-gmswk');
    const text = await tells("Owner's owner", 'Deployment', 'Deleted by ReplicaSet web-76944499c7', 'Same Node');
    assert.match(text, /Put on node-k1/);
    assert.ok(!text.includes('web-76944499c7-bd4fc'), 'not what its owner did to others');
    assert.match(text, /Owner, [\d.]+ (s|min) (before|after) \w+/);
    assert.doesNotMatch(text, /because|caused/i);
  });

  it('of a CronJob has its Jobs and their Pods; of a StatefulSet its Pods and claims', async () => {
    await open('CronJob', 'report');
    await tells('report-29923051', 'report-29923051-x8jps', 'report-29923052-fksv2');
    await story.goto('story', { kind: 'StatefulSet', ns: 'shop', name: 'db' });
    await tells('db-0', 'data-db-0', 'no persistent volumes available');
  });

  it('of a Node has the Pods that were on it', async () => {
    await open('Node', 'node-k3', { ns: '' });
    await tells('On this Node', 'web-76944499c7-npqz9', 'Removing Node node-k3');
  });

  it('tells objects of one name apart, and the address which', async () => {
    const now = Date.now();
    const about = (uid: string) => ({
      involvedObject: { kind: 'Pod', namespace: 'shop', name: 'again-0', uid, apiVersion: 'v1' },
    });
    await push(world.loki, [
      entryOf(eventAt(now - 10 * MINUTE, { name: 'again-0', message: 'of the first', ...about('u-1') }), 1),
      entryOf(eventAt(now - 2 * MINUTE, { name: 'again-0', message: 'of the second', ...about('u-2') }), 1),
    ]);
    await open('Pod', 'again-0');
    const second = await tells('of the second', '2 objects have had this name');
    assert.ok(!second.includes('of the first'));
    await story.get(testIds.story).getByRole('combobox').selectOption('u-1');
    const first = await tells('of the first');
    assert.ok(!first.includes('of the second'));
    assert.equal(story.params().get('uid'), 'u-1');
  });

  it('can be told without the others', async () => {
    await open('Deployment', 'web', { alone: '1' });
    const text = await tells('Scaled up replica set', 'Its own');
    assert.doesNotMatch(text, /Created container/);
  });

  for (const theme of ['dark', 'light']) {
    it(`keeps nobody out: ${theme}`, async () => {
      await open('Deployment', 'web', { theme, lang: 'en-US' });
      await tells('Same Node');
      assert.deepEqual(await seriousFaults(story), []);
    });
  }
});
