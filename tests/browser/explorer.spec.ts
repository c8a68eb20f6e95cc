import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { EventsPage } from './support/EventsPage.ts';
import { push } from '../loki/loki.ts';
import { clusterEntries, eventAt, HOSTILE, hostileEntries } from './support/entries.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;

describe('the explorer', () => {
  let world: World;
  let page: EventsPage | undefined;
  const open = async (...args: Parameters<typeof EventsPage.open> extends [World, ...infer Rest] ? Rest : never) => {
    page = await EventsPage.open(world, ...args);
    return page;
  };

  before(async () => {
    world = await startWorld();
    const now = Date.now();
    const bulk = Array.from({ length: 1200 }, (_, at) =>
      entryOf(eventAt(now - 50 * MINUTE + at * 20, { namespace: 'bulk', name: `bulk-${at}`, reason: 'Filled' }), 1)
    );
    const repeats = Array.from({ length: 14 }, (_, at) =>
      entryOf(eventAt(now - 25 * MINUTE + at * MINUTE, { namespace: 'repeats', name: 'web-7f9c5', count: at + 1 }), 1)
    );
    const entries = [...bulk, ...hostileEntries(now - 28 * MINUTE), ...repeats, ...clusterEntries(now - MINUTE)];
    await push(
      world.loki,
      entries.sort((a, b) => Number(a.timestampNs - b.timestampNs))
    );
  });
  after(() => world?.close());
  afterEach(async () => {
    const errors = page?.errors ?? [];
    await page?.close();
    page = undefined;
    assert.deepEqual(errors, [], 'the console is clean');
  });

  it('answers at once: how much, when, of what, and each event', async () => {
    const events = await open();
    assert.ok((await events.rowTexts()).length > 10);
    const totals = await events.until(
      () => events.get(testIds.totals).innerText(),
      (text) => /over 500 objects/.test(text)
    );
    assert.match(totals, /[\d,]+ occurrences/);
    assert.match(totals, /Warning [\d,]+/);
    await events.get(testIds.groupRow('bulk')).waitFor();
    await events.get(testIds.histogram).locator('canvas').waitFor();
  });

  it('filters by a value, with its count, and lets it go with the back button', async () => {
    const events = await open();
    await events.rowTexts();
    await events.get(testIds.filter('_namespace')).click();
    const choice = events.get(testIds.filterValue('hostile'));
    assert.match(await choice.innerText(), /hostile\s+8/);
    await choice.click();
    await events.page.keyboard.press('Escape');
    await events.until(
      () => events.rowTexts(),
      (rows) => rows.length === HOSTILE.length
    );
    assert.deepEqual(events.params().getAll('f'), ['_namespace=hostile']);
    await events.page.goBack();
    await events.until(
      () => events.rowTexts(),
      (rows) => rows.length > HOSTILE.length
    );
  });

  it('leaves a value out on Alt-click', async () => {
    const events = await open('events', { f: '_namespace=hostile,repeats' });
    await events.pick('_namespace', 'hostile', { exclude: true });
    await events.until(
      () => events.rowTexts(),
      (rows) => rows.length > 0 && rows.every((row) => !row.includes('hostile'))
    );
  });

  it('shows hostile text as it is', async () => {
    const events = await open('events', { f: '_namespace=hostile' });
    const rows = (await events.rowTexts()).join('\n').replace(/"/g, '');
    for (const message of HOSTILE) {
      // The flat line is written without quotes.
      const visible = message.replace(/"/g, '').replace(/\s+/g, ' ').split('\u0001')[0] ?? '';
      assert.ok(rows.includes(visible.trim()), `${visible} is among ${rows}`);
    }
    assert.doesNotMatch(await events.page.title(), /^1$/);
  });

  it('finds an object by a name that is LogQL', async () => {
    const events = await open('events', { f: '_namespace=hostile', q: 'c:{{.x}} {_kind=~' });
    assert.equal((await events.rowTexts()).length, 1);
  });

  it('finds free text: by case, by expression, and its absence', async () => {
    const events = await open('events', { f: '_namespace=hostile' });
    await events.rowTexts();
    await events.get(testIds.text).fill('EMOJI');
    await events.page.keyboard.press('Enter');
    await events.until(
      () => events.rowTexts(),
      (rows) => rows.length === 1
    );
    await events.goto('events', [
      ['f', '_namespace=hostile'],
      ['q', 'r!:emoji|quoted'],
      ['q', '!:percent'],
    ]);
    assert.equal((await events.rowTexts()).length, HOSTILE.length - 3);
  });

  it('takes field selectors as kubectl does, with completion', async () => {
    const events = await open();
    await events.rowTexts();
    const box = events.get(testIds.fieldSelector);
    await box.pressSequentially('kin');
    await events.page.getByRole('option', { name: 'involvedObject.kind' }).waitFor();
    await events.page.keyboard.press('Tab');
    await box.pressSequentially('Node');
    await events.page.keyboard.press('Enter');
    await events.until(
      () => events.rowTexts(),
      (rows) => rows.length > 0 && rows.every((row) => row.includes('Node'))
    );
    assert.equal(events.params().get('fs'), 'involvedObject.kind=Node');
  });

  it('points at what is wrong with a field selector', async () => {
    const events = await open();
    await events.get(testIds.fieldSelector).fill('type!=Normal,kind=Node');
    await events.page.keyboard.press('Enter');
    const error = events.get(testIds.fieldSelectorError);
    assert.match(await error.innerText(), /did you mean involvedObject\.kind/);
    assert.equal(await error.locator('mark').innerText(), 'kind');
  });

  it('zooms to what is brushed in the histogram', async () => {
    const events = await open();
    await events.rowTexts();
    const box = await events.get(testIds.histogram).locator('canvas').boundingBox();
    assert.ok(box);
    await events.page.mouse.move(box.x + box.width * 0.5, box.y + 40);
    await events.page.mouse.down();
    await events.page.mouse.move(box.x + box.width * 0.75, box.y + 40, { steps: 4 });
    await events.page.mouse.up();
    const length = await events.until(
      () => Number(events.params().get('to')) - Number(events.params().get('from')),
      (ms) => ms > 0
    );
    assert.ok(Math.abs(length - 0.25 * 180 * MINUTE) < 5 * MINUTE, `${length}`);
  });

  it('goes down a level where a group is opened', async () => {
    const events = await open();
    await events.get(testIds.groupRow('repeats')).click();
    await events.get(testIds.groupRow('Pod')).click();
    await events.get(testIds.groupRow('web-7f9c5')).waitFor();
    assert.deepEqual(events.params().getAll('f'), ['_namespace=repeats', '_kind=Pod']);
  });

  it('tells repeats once, with the raw ones a click away', async () => {
    const events = await open('events', { f: '_namespace=repeats' });
    const [row] = await events.rowTexts();
    assert.equal(await events.rowCount(), 1);
    assert.match(row ?? '', /×14/);
    await events.page.getByRole('button', { name: '14 times in 13 min' }).click();
    assert.equal(await events.rowCount(), 15);
  });

  it('loads the next page as one scrolls', async () => {
    const events = await open('events', { f: '_namespace=bulk', fold: '0' });
    await events.rowTexts();
    assert.equal(await events.rowCount(), 500);
    const scroller = events.get(testIds.list).getByRole('rowgroup').last();
    await events.until(
      async () => {
        await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
        return events.rowCount();
      },
      (rows) => rows === 1200
    );
  });

  it('tells all of one event, and moves on by keys', async () => {
    const events = await open('events', { f: '_namespace=hostile' });
    await events.rowTexts();
    await events.page.keyboard.press('j');
    await events.page.keyboard.press('Enter');
    const details = events.get(testIds.details);
    await details.waitFor();
    assert.match(await details.innerText(), /percent %s %2C/);
    await events.page.keyboard.press('j');
    await events.until(
      () => details.innerText(),
      (text) => text.includes('<img src=x')
    );
    await events.page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
  });

  it('opens a link to one event that the list has not loaded', async () => {
    const events = await open('events', { f: '_namespace=hostile' });
    await events.rows.first().click({ position: { x: 20, y: 10 } });
    await events.get(testIds.details).waitFor();
    const id = events.params().get('event') ?? '';
    await events.goto('events', { f: '_namespace=repeats', event: id });
    await events.until(
      () => events.get(testIds.details).innerText(),
      (text) => text.includes('percent %s %2C')
    );
  });

  it('shows what is written within 5 s where it asks again', async () => {
    const events = await open('events', { refresh: '1s', f: '_namespace=fresh' });
    await events.get(testIds.empty).waitFor();
    const start = Date.now();
    await push(world.loki, [entryOf(eventAt(start, { namespace: 'fresh', message: 'here now' }), 1)]);
    await events.until(
      () => events.rows.count(),
      (rows) => rows === 1,
      5000
    );
  });

  for (const [width, height] of [
    [390, 800],
    [900, 700],
    [2500, 1200],
  ] as const) {
    it(`fits ${width} pixels`, async () => {
      const events = await open('events', {}, { width, height });
      await events.rowTexts();
      const overflow = await events.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    });
  }
});
