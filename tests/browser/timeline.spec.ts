import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { entryOf } from '../../pkg/event/src/index.ts';
import { AT_EACH_END } from '../../pkg/logql/src/stored.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { seriousFaults } from './support/axe.ts';
import { clusterEntries, eventAt, oldEntry } from './support/entries.ts';
import { EventsPage } from './support/EventsPage.ts';
import { failWith, interceptQueries, type LokiQuery } from './support/lokiQueries.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
const isRange = ({ type }: LokiQuery) => type === 'range';

describe('the timeline', () => {
  let world: World;
  let timeline: EventsPage;
  const open = async (params: Record<string, string> = {}) => {
    timeline = await EventsPage.open(world, 'timeline', params);
  };
  const lanes = () => timeline.get(testIds.timeline);
  const canvas = () => lanes().locator('canvas');
  const hasMarks = (count: number) =>
    timeline.until(
      () => lanes().getAttribute('data-marks'),
      (marks) => marks === String(count)
    );

  before(async () => {
    world = await startWorld();
    const now = Date.now();
    await push(world.loki, clusterEntries(now - MINUTE));
    await push(
      world.loki,
      [50, 40, 30].map((minutes, n) =>
        entryOf(eventAt(now - minutes * MINUTE, { namespace: 'drawn', name: 'one', message: `number ${n + 1}` }), 1)
      )
    );
  });
  afterEach(async () => {
    assert.deepEqual(timeline.errors, []);
    await timeline.close();
  });
  after(() => world?.close());

  it('draws a lane for each object', async () => {
    await open({ f: '_kind=Deployment' });
    await lanes().getByRole('button', { name: 'web', exact: true }).first().waitFor();
    const painted = await canvas().evaluate((element: HTMLCanvasElement) => {
      const data = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? [];
      return new Set(new Uint32Array(new Uint8ClampedArray(data).buffer)).size;
    });
    assert.ok(painted > 5, `${painted} colours`);
  });

  it('is gone through by keys: a lane, its events, their details', async () => {
    await open({ f: '_namespace=drawn' });
    await hasMarks(3);
    await canvas().focus();
    await timeline.page.keyboard.press('ArrowDown');
    const details = timeline.get(testIds.details);
    for (const n of [1, 2, 3]) {
      await timeline.page.keyboard.press(n === 1 ? 'Enter' : 'ArrowRight');
      await timeline.until(
        () => details.getByText(`number ${n}`).count(),
        (found) => found > 0
      );
    }
  });

  it('has one tab stop for the names of all lanes, and moves among them by arrow keys', async () => {
    await open({ f: '_kind=Pod' });
    const names = lanes().getByRole('listitem');
    await names.nth(1).waitFor();
    const stops = lanes().getByRole('list').locator('button[tabindex="0"]');
    const inFirst = names.first().locator('button[tabindex="0"]');
    assert.equal(await stops.count(), await inFirst.count());
    await inFirst.first().focus();
    await timeline.page.keyboard.press('ArrowDown');
    assert.ok(await names.nth(1).evaluate((row) => row.contains(document.activeElement)));
    await timeline.until(
      () => names.first().locator('button[tabindex="0"]').count(),
      (count) => count === 0
    );
  });

  it('keeps in the address what part of the range is shown', async () => {
    await open({ f: '_namespace=drawn' });
    await hasMarks(3);
    await canvas().focus();
    await timeline.page.keyboard.press('+');
    const from = await timeline.until(
      () => timeline.params().get('vfrom'),
      (value) => Number(value) > 0
    );
    await timeline.page.keyboard.press('Escape');
    await timeline.until(
      () => timeline.params().get('vfrom'),
      (value) => value !== from
    );
  });

  it('adds what is new on an automatic refresh, reads nothing twice, and keeps the zoom', async () => {
    const namespace = `tick-${Date.now().toString(36)}`;
    const add = (message: string) =>
      push(world.loki, [entryOf(eventAt(Date.now() - 1000, { namespace, name: 'one', message }), 1)]);
    await add('before');
    const asked: URL[] = [];
    timeline = await EventsPage.blank(world);
    timeline.page.on('request', (request) => {
      const url = new URL(request.url());
      // With a lower limit, the app only looks whether there is anything, and how it is stored.
      if (url.pathname.endsWith('/query_range') && Number(url.searchParams.get('limit')) > AT_EACH_END) {
        asked.push(url);
      }
    });
    await timeline.goto('timeline', { f: `_namespace=${namespace}`, refresh: '5s', tz: 'Asia/Tokyo' });
    await hasMarks(1);
    await canvas().focus();
    await timeline.page.keyboard.press('+');
    const zoom = await timeline.until(
      () => timeline.params().get('vfrom'),
      (from) => Number(from) > 0
    );
    await add('after');
    await hasMarks(2);
    assert.equal(timeline.params().get('vfrom'), zoom);
    if (world.isHost) {
      const length = (url: URL) => (Number(url.searchParams.get('end')) - Number(url.searchParams.get('start'))) / 1e6;
      const [first, ...rest] = asked.map(length);
      assert.ok(Math.round((first ?? 0) / MINUTE) === 180, `${first} ms`);
      assert.ok(rest.length > 0 && rest.every((ms) => ms < 3 * MINUTE), rest.join());
    }
  });

  it('shows its events with a Loki that is slower than the automatic refresh', async () => {
    timeline = await EventsPage.blank(world);
    await interceptQueries(timeline.page, isRange, async (route) => {
      await delay(6000);
      await route.continue().catch(() => undefined);
    });
    await timeline.goto('timeline', { f: '_namespace=drawn', refresh: '5s' });
    await timeline.get(testIds.loading).waitFor();
    await timeline.until(
      () => lanes().getAttribute('data-marks'),
      (marks) => marks === '3',
      30_000
    );
  });

  it('drops the zoom with a change of the time range', async () => {
    await open({ f: '_namespace=drawn' });
    await hasMarks(3);
    await canvas().focus();
    await timeline.page.keyboard.press('+');
    await timeline.until(
      () => timeline.params().get('vfrom'),
      (value) => Number(value) > 0
    );
    await timeline.page.keyboard.press('Escape');
    await timeline.page.keyboard.press('+');
    // The view becomes the range.
    await canvas().evaluate((element) => element.blur());
    await canvas().focus();
    await timeline.page.keyboard.press('Enter');
    await timeline.until(
      () => timeline.params(),
      (params) => Number(params.get('from')) > 0 && params.get('vfrom') === null
    );
  });

  it('shows whole what a link zooms to outside of its range', async () => {
    await open({ f: '_namespace=drawn', vfrom: '1000', vto: '2000' });
    await hasMarks(3);
    await lanes().getByRole('button', { name: 'Show whole range' }).waitFor({ state: 'detached' });
  });

  it('zooms to data that fills little of the range, and back', async () => {
    await open({ f: '_namespace=drawn', from: 'now-7d' });
    await hasMarks(3);
    await lanes().getByRole('button', { name: 'Zoom to data' }).click();
    const from = await timeline.until(
      () => Number(timeline.params().get('vfrom')),
      (value) => value > 0
    );
    const shown = Number(timeline.params().get('vto')) - from;
    assert.ok(shown > 20 * MINUTE && shown < 30 * MINUTE, `${shown} ms`);
    await lanes().getByRole('button', { name: 'Show whole range' }).click();
    await timeline.until(
      () => timeline.params().get('vfrom'),
      (value) => value === null
    );
  });

  it('shows an error as an error, and not as no events', async () => {
    timeline = await EventsPage.blank(world);
    const restore = await interceptQueries(timeline.page, isRange, failWith('injected'));
    await timeline.goto('timeline', { f: '_namespace=drawn' });
    await lanes().getByTestId(testIds.error).waitFor();
    assert.doesNotMatch(await lanes().innerText(), /\d events/);
    await restore();
    await lanes().getByRole('button', { name: 'Try again' }).click();
    await hasMarks(3);
    timeline.errors.length = 0;
  });

  it('shows what is under the pointer: repeats once, the whole message', async () => {
    const namespace = `tip-${Date.now().toString(36)}`;
    const now = Date.now();
    const message = `Error creating: pods "gateway-7f" is forbidden: exceeded quota: team-quota, ${'requested: cpu=1, '.repeat(4)}the end`;
    await push(
      world.loki,
      [3, 2, 1].map((n) =>
        entryOf(eventAt(now - n * 1000, { namespace, name: 'one', message, reason: 'FailedCreate' }), 1)
      )
    );
    await open({ f: `_namespace=${namespace}` });
    await hasMarks(3);
    const box = await canvas().boundingBox();
    assert.ok(box);
    await timeline.page.mouse.move(box.x + box.width - 4, box.y + 34);
    const tip = timeline.page.getByText('FailedCreate', { exact: true });
    await tip.waitFor();
    const text = await tip.locator('xpath=ancestor::div[2]').innerText();
    assert.match(text, /^FailedCreate\s+×3\s+[\d-]+ [\d:]+ – [\d-]+ [\d:]+\s+Error creating[\s\S]*the end$/);
  });

  it('leaves the range alone on a click with the right button', async () => {
    await open({ f: '_namespace=drawn' });
    await hasMarks(3);
    const box = await canvas().boundingBox();
    assert.ok(box);
    const before = timeline.page.url();
    await timeline.page.mouse.move(box.x + 200, box.y + 100);
    await timeline.page.mouse.down({ button: 'right' });
    await timeline.page.mouse.move(box.x + 500, box.y + 110, { steps: 4 });
    await timeline.page.mouse.up({ button: 'right' });
    await timeline.page.mouse.move(box.x + 300, box.y + 110);
    assert.equal(timeline.page.url(), before);
  });

  it('zooms all views where one drags', async () => {
    await open({ f: '_namespace=drawn' });
    await hasMarks(3);
    const box = await canvas().boundingBox();
    assert.ok(box);
    await timeline.page.mouse.move(box.x + 200, box.y + 200);
    await timeline.page.mouse.down();
    await timeline.page.mouse.move(box.x + 500, box.y + 210, { steps: 4 });
    await timeline.page.mouse.up();
    await timeline.until(
      () => timeline.params().get('from'),
      (from) => Number(from) > 0
    );
  });

  it('draws the lines of the first collector, in any time zone', async () => {
    const now = Date.now();
    await push(
      world.loki,
      [2, 1].map((minutes) =>
        oldEntry(now - minutes * MINUTE, {
          name: 'legacy-0',
          namespace: 'old-lines',
          reason: 'Killing',
          message: 'Stopping it',
        })
      )
    );
    await open({ f: '_namespace=old-lines', tz: 'America/New_York' });
    await hasMarks(2);
    await lanes().getByRole('button', { name: 'legacy-0', exact: true }).waitFor();
    await canvas().focus();
    await timeline.page.keyboard.press('ArrowDown');
    await timeline.page.keyboard.press('Enter');
    await timeline.get(testIds.details).getByText('Stopping it').first().waitFor();
  });

  it('makes a lane for each of any group', async () => {
    await open({ f: '_namespace=shop', lanes: 'reason' });
    await lanes().getByRole('button', { name: 'ScalingReplicaSet', exact: true }).waitFor();
  });

  for (const theme of ['dark', 'light']) {
    it(`is accessible: ${theme}`, async () => {
      await open({ theme, lang: 'en-US' });
      await lanes().locator('canvas').waitFor();
      assert.deepEqual(await seriousFaults(timeline), []);
    });
  }
});
