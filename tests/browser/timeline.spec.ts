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

  it('makes a lane for each of any group', async () => {
    await open({ f: '_namespace=shop', lanes: 'reason' });
    await lanes().getByRole('button', { name: 'ScalingReplicaSet', exact: true }).waitFor();
  });

  for (const theme of ['dark', 'light']) {
    it(`keeps nobody out: ${theme}`, async () => {
      await open({ theme, lang: 'en-US' });
      await lanes().locator('canvas').waitFor();
      assert.deepEqual(await seriousFaults(timeline), []);
    });
  }
});
