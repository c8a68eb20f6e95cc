import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { eventAt, oldEntry } from './support/entries.ts';
import { EventsPage } from './support/EventsPage.ts';
import { saveSettings } from './support/settings.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
const NAME = 'prometheus-0';
const LABEL = 'k8s_cluster';

describe("an object's identity", () => {
  let world: World;
  let page: EventsPage;
  const now = Date.now();
  const inCluster = (cluster: string, message: string, minutesAgo: number) =>
    entryOf(
      eventAt(now - minutesAgo * MINUTE, { name: NAME, namespace: 'monitoring', message, reason: 'Unhealthy' }),
      1,
      {
        staticLabels: { [LABEL]: cluster },
      }
    );
  const open = async (path: string, params: Record<string, string>) => {
    page = await EventsPage.open(world, path, params);
  };
  const shows = (id: string, ...expected: string[]) =>
    page.until(
      () => page.get(id).innerText(),
      (text) => expected.every((part) => text.includes(part))
    );

  before(async () => {
    world = await startWorld();
    await saveSettings(world, { clusterLabel: LABEL });
    await push(world.loki, [
      inCluster('eu', 'first probe in Frankfurt', 9),
      inCluster('us', 'first probe in Ohio', 8),
      inCluster('eu', 'second probe in Frankfurt', 7),
      inCluster('us', 'second probe in Ohio', 6),
      oldEntry(now - 5 * MINUTE, { name: 'legacy-0', namespace: 'archive', reason: 'Killing', message: 'Stopping it' }),
      oldEntry(now - 4 * MINUTE, {
        name: 'legacy-0',
        namespace: 'archive',
        reason: 'Pulled',
        message: 'Pulled it again',
      }),
    ]);
  });
  afterEach(async () => {
    assert.deepEqual(page.errors, []);
    await page.close();
  });
  after(async () => {
    await saveSettings(world, {});
    await world.close();
  });

  it('has the cluster in the address of its story, and only the events of that cluster in it', async () => {
    await open('events', { f: `_namespace=monitoring`, fold: '0' });
    await page.rows.filter({ hasText: 'second probe in Frankfurt' }).getByRole('button', { name: NAME }).click();
    const text = await shows(testIds.story, 'first probe in Frankfurt', 'cluster eu');
    assert.doesNotMatch(text, /Ohio/);
    assert.equal(page.params().get('cluster'), 'eu');
  });

  it('has to be chosen if a link does not say which of two clusters it is in', async () => {
    await open('story', { kind: 'Pod', ns: 'monitoring', name: NAME });
    const newest = await shows(testIds.story, 'second probe in Ohio', '2 clusters have an object of this name');
    assert.doesNotMatch(newest, /Frankfurt/);
    await page.get(testIds.story).getByRole('combobox').selectOption('eu');
    const chosen = await shows(testIds.story, 'second probe in Frankfurt');
    assert.doesNotMatch(chosen, /Ohio/);
    assert.equal(page.params().get('cluster'), 'eu');
  });

  it('makes a group for each cluster, and opens the one that is clicked', async () => {
    await open('groups', { by: 'object', f: '_namespace=monitoring' });
    const groups = page.get(testIds.groupRow(NAME));
    await page.until(
      () => groups.count(),
      (count) => count === 2
    );
    await groups.filter({ hasText: 'us · monitoring' }).getByRole('button', { name: NAME }).click();
    assert.ok(page.params().getAll('f').includes('cluster=us'), page.page.url());
  });

  it('makes a lane for each cluster', async () => {
    await open('timeline', { f: '_namespace=monitoring' });
    const text = await shows(testIds.timeline, '4 events in 2 lanes');
    assert.match(text, /eu · monitoring/);
    assert.match(text, /us · monitoring/);
  });

  it('keeps the events around one in its cluster', async () => {
    await open('events', { f: '_namespace=monitoring', fold: '0' });
    await page.rows.filter({ hasText: 'second probe in Frankfurt' }).click();
    const text = await shows(testIds.details, 'first probe in Frankfurt');
    assert.doesNotMatch(text, /Ohio/);
  });

  it('finds the lines of the first collector in the details and in the story', async () => {
    await open('events', { f: '_namespace=archive', fold: '0' });
    await page.rows.filter({ hasText: 'Pulled it again' }).click();
    await shows(testIds.details, 'Stopping it');
    await page.get(testIds.details).getByRole('button', { name: 'Story' }).click();
    await shows(testIds.story, 'Stopping it', 'Pulled it again');
  });
});
