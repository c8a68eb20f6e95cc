import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { seriousFaults } from './support/axe.ts';
import { clusterEntries, eventAt, lifeAndDeath } from './support/entries.ts';
import { EventsPage } from './support/EventsPage.ts';
import { failWith, interceptQueries, type LokiQuery } from './support/lokiQueries.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
const GRAFANA_ONLY = process.env.GRAFANA_URL ? false : 'needs the breadcrumbs of a real Grafana: set GRAFANA_URL';
const HOST_ONLY = process.env.GRAFANA_URL ? 'the preview host alone has another app' : false;
const isRange = ({ type }: LokiQuery) => type === 'range';

/** The time of day there. */
const clockIn = (timeZone: string, ms: number) => new Date(ms).toLocaleTimeString('en-GB', { timeZone, hour12: false });

describe('the story', () => {
  let world: World;
  let story: EventsPage;
  const open = async (kind: string, name: string, params: Record<string, string> = {}) => {
    story = await EventsPage.open(world, 'story', { kind, ns: 'shop', name, ...params });
  };
  /** The text of the story, once it has all that is expected. */
  const textWith = (...expected: string[]) =>
    story.until(
      () => story.get(testIds.story).innerText(),
      (text) => expected.every((part) => text.includes(part))
    );

  /** A Pod that started an hour ago and cannot mount a volume since a few minutes; and when that was. */
  const storyOfAWarning = async () => {
    const name = `mount-${(stories += 1)}`;
    const now = Date.now();
    const routine = ['Scheduled', 'Pulled', 'Started'].map((reason, n) =>
      eventAt(now - (60 - n) * MINUTE, { name, reason, type: 'Normal', message: `${reason} it` })
    );
    const at = [4, 3, 2, 1].map((minutes) => now - minutes * MINUTE);
    const warnings = at.map((ms, n) =>
      eventAt(ms, { name, reason: 'FailedMount', message: 'MountVolume.SetUp failed: no such secret', count: n + 1 })
    );
    await push(
      world.loki,
      [...routine, ...warnings].map((event) => entryOf(event, 1))
    );
    return { at, open: (params: Record<string, string> = {}) => open('Pod', name, params) };
  };
  let stories = 0;

  before(async () => {
    world = await startWorld();
    await push(world.loki, clusterEntries(Date.now() - MINUTE));
  });
  afterEach(async () => {
    assert.deepEqual(story.errors, []);
    await story.close();
  });
  after(() => world?.close());

  it('of a Deployment has its ReplicaSets and Pods, and says how each is related', async () => {
    await open('Deployment', 'web');
    const text = await textWith('web-76944499c7', 'web-6d65cd8594', 'web-76944499c7-gmswk', 'Grandchild', 'Same node');
    assert.match(text, /“Created pod: web-76944499c7-gmswk”/);
    assert.match(text, /Scaled \d+ times/);
  });

  it('of a Pod that is gone has its owners up to the Deployment, and who deleted it', async () => {
    await open('Pod', 'web-76944499c7-gmswk');
    const text = await textWith("Owner's owner", 'Deployment', 'Deleted by ReplicaSet web-76944499c7', 'Same node');
    assert.match(text, /Scheduled on node-k1/);
    assert.ok(!text.includes('web-76944499c7-bd4fc'), 'not what its owner did to others');
    assert.match(text, /Owner, [\d.]+ (s|min) (before|after) \w+/);
    assert.doesNotMatch(text, /because|caused/i);
  });

  it('of a CronJob has its Jobs and their Pods; of a StatefulSet its Pods and claims', async () => {
    await open('CronJob', 'report');
    await textWith('report-29923051', 'report-29923051-x8jps', 'report-29923052-fksv2');
    await story.goto('story', { kind: 'StatefulSet', ns: 'shop', name: 'db' });
    await textWith('db-0', 'data-db-0', 'no persistent volumes available');
  });

  it('of a Node has the Pods that were on it', async () => {
    await open('Node', 'node-k3', { ns: '' });
    await textWith('On this node', 'web-76944499c7-npqz9', 'Removing Node node-k3');
  });

  it('distinguishes objects of one name, in the address too', async () => {
    const now = Date.now();
    const about = (uid: string) => ({
      involvedObject: { kind: 'Pod', namespace: 'shop', name: 'again-0', uid, apiVersion: 'v1' },
    });
    await push(world.loki, [
      entryOf(eventAt(now - 10 * MINUTE, { name: 'again-0', message: 'of the first', ...about('u-1') }), 1),
      entryOf(eventAt(now - 2 * MINUTE, { name: 'again-0', message: 'of the second', ...about('u-2') }), 1),
    ]);
    await open('Pod', 'again-0');
    const second = await textWith('of the second', '2 objects have had this name');
    assert.ok(!second.includes('of the first'));
    await story.get(testIds.story).getByRole('combobox').selectOption('u-1');
    const first = await textWith('of the first');
    assert.ok(!first.includes('of the second'));
    assert.equal(story.params().get('uid'), 'u-1');
  });

  it('names a change and the deaths of containers, with their fields in words', async () => {
    // In a cluster of its own, so that nothing else is in the story.
    const entries = lifeAndDeath(Date.now() - 20 * MINUTE, 3);
    await push(
      world.loki,
      entries.map((entry) => ({ ...entry, labels: { ...entry.labels, cluster: 'dying' } }))
    );
    await open('Deployment', 'web', { cluster: 'dying' });
    const deaths = 'Container main was OOM killed (exit code 137, memory limit 64Mi) after 40–42s';
    await textWith('NewRevision', deaths, 'BackOff', 'Out of memory 3 times', 'Changed once: Revision 12');
    const marks = await story
      .get(testIds.moment)
      .evaluateAll((rows) => rows.map((row) => row.querySelector('svg')?.getAttribute('aria-label')));
    assert.ok(marks.includes('Change') && marks.includes('Death'), marks.join());
    await story.get(testIds.moment).getByRole('button', { name: 'OOMKilled' }).first().click();
    const details = await story.until(
      () => story.get(testIds.details).innerText(),
      (text) => text.includes('Exit code 137: ended by SIGKILL')
    );
    assert.match(details, /Signal\s+SIGKILL/);
    assert.match(details, /Started\s+.*, ran for 4\d s/);
  });

  it("has the app and the object in Grafana's breadcrumbs", { skip: GRAFANA_ONLY }, async () => {
    await open('Pod', 'db-0');
    const crumbs = story.page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('listitem');
    await story.until(
      () => crumbs.allInnerTexts(),
      (texts) => texts.slice(-2).join(' > ') === 'Kubernetes Events > Pod db-0'
    );
    await crumbs.getByRole('link', { name: 'Kubernetes Events' }).click();
    await story.rows.first().waitFor();
    assert.match(new URL(story.page.url()).pathname, /\/events$/);
  });

  it('can show the object without related ones', async () => {
    await open('Deployment', 'web', { alone: '1' });
    const text = await textWith('Scaled up replica set', 'Child');
    assert.doesNotMatch(text, /Created container/);
  });

  it('opens with the warning and folds what was long before, a click away', async () => {
    const { open: openStory } = await storyOfAWarning();
    await openStory();
    await textWith('Volume mount failed 4 times', '3 earlier events');
    const moments = () => story.get(testIds.moment).allInnerTexts();
    assert.match((await moments())[0] ?? '', /FailedMount[\s\S]*×4/);
    await story.page.getByRole('button', { name: '3 earlier events' }).click();
    assert.match((await moments())[0] ?? '', /Scheduled/);
  });

  it('has as many occurrences in its summary as in its rows', async () => {
    const { open: openStory } = await storyOfAWarning();
    await openStory();
    const text = await textWith('Occurrences', '3 earlier events');
    await story.page.getByRole('button', { name: '3 earlier events' }).click();
    const counts = await story
      .get(testIds.moment)
      .evaluateAll((rows) => rows.filter((row) => row.dataset.own === 'true').map((row) => Number(row.dataset.count)));
    const sum = counts.reduce((all, count) => all + count, 0);
    assert.equal(sum, 7);
    assert.match(text, new RegExp(`Occurrences\\s+${sum}, 4 of them warnings`));
  });

  it('says when an event came first and last, in the chosen time zone', async () => {
    const { open: openStory, at } = await storyOfAWarning();
    for (const [tz, offset] of [
      ['Asia/Tokyo', '+09:00'],
      ['America/New_York', undefined],
    ] as const) {
      await openStory({ timezone: tz });
      const text = await textWith('Volume mount failed 4 times');
      const [first = '', last = ''] = [at[0], at.at(-1)].map((ms) => clockIn(tz, ms ?? 0));
      assert.ok(text.includes(first) && text.includes(last), `${first} and ${last} in ${text}`);
      assert.ok(!offset || text.includes(offset));
      await story.close();
    }
    await openStory();
  });

  it('finds the very first of more events than it loads, and says that it shows the newest', async () => {
    const now = Date.now();
    const many = Array.from({ length: 2100 }, (_, n) =>
      entryOf(
        eventAt(now - 100 * MINUTE + n * 1000, {
          name: 'busy-0',
          reason: 'Pulled',
          type: 'Normal',
          message: `pull ${n}`,
        }),
        1
      )
    );
    await push(world.loki, many.slice(0, 1050));
    await push(world.loki, many.slice(1050));
    await open('Pod', 'busy-0', { timezone: 'Asia/Tokyo' });
    const text = await textWith('Only the newest 2,000 events of this object are shown', 'First');
    const whole = await textWith(clockIn('Asia/Tokyo', now - 100 * MINUTE));
    assert.match(text, /Occurrences\s+2,000, 0 of them warnings/);
    assert.match(whole, /Over\s+35 min/);
  });

  it('goes back to the events if a link opened it, and the browser has nothing of the app before it', async () => {
    await open('Deployment', 'web');
    // A change that the browser's own Back does not stop at.
    await story.page.getByText('Only this object').click();
    await story.until(
      () => story.params().get('alone'),
      (alone) => alone === '1'
    );
    await story.page.getByRole('button', { name: 'Back', exact: true }).click();
    await story.rowTexts();
    assert.match(new URL(story.page.url()).pathname, /\/events$/);
  });

  it(
    'is embedded in another app, where it opens events in place and other objects in this app',
    { skip: HOST_ONLY },
    async () => {
      story = await EventsPage.blank(world);
      const params = new URLSearchParams({ namespace: 'shop', kind: 'Deployment', name: 'web' });
      await story.page.goto(`${world.url}/embed?${params}`);
      await textWith('web-76944499c7', 'Grandchild', 'Same node');
      assert.equal(await story.page.getByRole('button', { name: 'Back', exact: true }).count(), 0);
      const address = story.page.url();
      await story.get(testIds.moment).first().getByRole('button').first().click();
      await story.get(testIds.details).waitFor();
      assert.equal(story.page.url(), address);
      await story.page.keyboard.press('Escape');
      await story
        .get(testIds.story)
        .getByTitle(/^web-76944499c7\s/)
        .first()
        .click();
      await story.until(
        () => new URL(story.page.url()).pathname,
        (path) => path.endsWith('/a/lokievents-kubernetes-app/story')
      );
      assert.equal(story.params().get('name'), 'web-76944499c7');
    }
  );

  it('goes back to the page that it was opened on', async () => {
    story = await EventsPage.open(world, 'events', { f: '_kind=Deployment', fs: 'involvedObject.name=web' });
    await story.rows.first().getByRole('gridcell').first().click();
    await story.page.keyboard.press('s');
    await textWith('Grandchild');
    const before = await story.page.evaluate(() => history.length);
    await story.page.getByRole('button', { name: 'Back', exact: true }).click();
    await story.rowTexts();
    assert.match(new URL(story.page.url()).pathname, /\/events$/);
    assert.equal(await story.page.evaluate(() => history.length), before, 'Back adds nothing to the history');
  });

  it('shows an error as an error, and tries again', async () => {
    story = await EventsPage.blank(world);
    const restore = await interceptQueries(story.page, isRange, failWith('injected'));
    await story.goto('story', { kind: 'Deployment', ns: 'shop', name: 'web' });
    await story.get(testIds.error).waitFor();
    assert.doesNotMatch(await story.get(testIds.story).innerText(), /No events/);
    await restore();
    await story.page.getByRole('button', { name: 'Try again' }).click();
    await textWith('Grandchild');
    story.errors.length = 0;
  });

  it('says so if the related objects cannot be loaded, and shows the object itself', async () => {
    story = await EventsPage.blank(world);
    // The query for events that mention the object.
    await interceptQueries(story.page, ({ expr }) => /_kind!~?/.test(expr), failWith('injected'));
    await story.goto('story', { kind: 'Deployment', ns: 'shop', name: 'web' });
    await textWith('Related objects could not be loaded', 'injected', 'Scaled up replica set');
    story.errors.length = 0;
  });

  it('says that it loads while it does', async () => {
    story = await EventsPage.blank(world);
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await interceptQueries(story.page, isRange, async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    await story.goto('story', { kind: 'Deployment', ns: 'shop', name: 'web' });
    await story.get(testIds.loading).waitFor();
    assert.doesNotMatch(await story.get(testIds.story).innerText(), /No events/);
    goOn();
    await textWith('Grandchild');
  });

  for (const theme of ['dark', 'light']) {
    it(`is accessible: ${theme}`, async () => {
      await open('Deployment', 'web', { theme, lang: 'en-US' });
      await textWith('Same node');
      assert.deepEqual(await seriousFaults(story), []);
    });
  }
});
