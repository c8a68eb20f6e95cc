import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { EventsPage } from './support/EventsPage.ts';
import { push } from '../loki/loki.ts';
import { clusterEntries, eventAt, HOSTILE, hostileEntries } from './support/entries.ts';
import { failWith, interceptQueries } from './support/lokiQueries.ts';
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
    const labelled = ['shop', 'payments'].flatMap((team) =>
      [1, 2, 3].map((number) =>
        entryOf(
          eventAt(now - 20 * MINUTE + number * 1_000, { namespace: 'labelled', name: `${team}-${number}` }),
          1,
          {},
          { team, app_kubernetes_io_name: 'web' }
        )
      )
    );
    const entries = [
      ...bulk,
      ...labelled,
      ...hostileEntries(now - 28 * MINUTE),
      ...repeats,
      ...clusterEntries(now - MINUTE),
    ];
    await push(
      world.loki,
      entries.sort((a, b) => Number(a.timestampNs - b.timestampNs))
    );
  });
  after(() => world?.close());
  afterEach(async () => {
    const opened = page;
    page = undefined;
    await opened?.closeClean();
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

  it('filters and groups by labels of objects that the collector adds', async () => {
    const events = await open('events', { f: '_namespace=labelled' });
    await events.until(
      () => events.rowTexts(),
      (rows) => rows.length === 6
    );
    await events.page.getByRole('button', { name: 'More', exact: true }).click();
    await events.page.getByRole('button', { name: 'Team', exact: true }).click();
    const choice = events.get(testIds.filterValue('payments'));
    assert.match(await choice.innerText(), /payments\s+3/);
    await choice.click();
    await events.page.keyboard.press('Escape');
    const rows = await events.until(
      () => events.rowTexts(),
      (found) => found.length === 3
    );
    assert.ok(rows.every((row) => row.includes('payments-')));
    assert.ok(events.params().getAll('f').includes('team=payments'));
    await events.get(testIds.filter('team')).waitFor();
    await events.close();
    const groups = await open('groups', { f: '_namespace=labelled', by: 'label:team' });
    for (const team of ['shop', 'payments']) {
      assert.match(await groups.get(testIds.groupRow(team)).innerText(), /3/);
    }
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

  it('leaves to Loki which expressions are valid, and shows what it says', async () => {
    const events = await open('events', { f: '_namespace=hostile' });
    await events.rowTexts();
    await events.page.getByRole('button', { name: 'Regular expression (RE2)' }).click();
    await events.get(testIds.text).fill('(quoted');
    await events.page.keyboard.press('Enter');
    assert.match(await events.get(testIds.textError).innerText(), /missing closing \)/);
    await events.get(testIds.text).fill('(?P<word>quoted)');
    await events.page.keyboard.press('Enter');
    await events.until(
      () => events.params().getAll('q'),
      ([line]) => line === 'r:(?P<word>quoted)'
    );
    await events.until(
      () => events.rows.count(),
      (rows) => rows === 1
    );
    events.errors.length = 0;
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
    assert.match(await error.innerText(), /Did you mean involvedObject\.kind\?/);
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

  it('goes down from a namespace to its workloads and their objects', async () => {
    const events = await open();
    await events.get(testIds.groupRow('repeats')).click();
    await events.get(testIds.groupRow('Pod/web-7f9c5')).click();
    await events.get(testIds.groupRow('web-7f9c5')).waitFor();
    const filters = events.params().getAll('f');
    assert.ok(filters.includes('_namespace=repeats') && filters.includes('workload=Pod/web-7f9c5'), filters.join());
  });

  it('moves through the groups by arrow keys, as one tab stop', async () => {
    const events = await open('events', { by: 'reason', f: '_namespace=hostile,repeats,bulk' });
    const groups = events.get(testIds.groups);
    await groups.getByRole('button').nth(1).waitFor();
    assert.equal(await groups.locator('li button[tabindex="0"]').count(), 1);
    await groups.locator('li button').first().focus();
    await events.page.keyboard.press('ArrowDown');
    const focused = () => events.page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    assert.equal(
      await focused(),
      await groups.locator('li').nth(1).getByRole('button').first().getAttribute('data-testid')
    );
    // The buttons beside the value, which come with the focus, are reached by the arrow keys.
    await groups.getByRole('button', { name: /^Without / }).waitFor();
    assert.equal(await groups.locator('li button[tabindex="0"]').count(), 1);
  });

  it('includes and excludes a value by the buttons that stand beside it on hover', async () => {
    const events = await open('events', { f: '_namespace=hostile,repeats' });
    await events.rowTexts();
    await events.rows.first().getByRole('button', { name: 'repeats', exact: true }).hover();
    await events.rows.first().getByRole('button', { name: 'Without repeats' }).click();
    await events.until(
      () => events.params().getAll('f'),
      (filters) => filters.includes('_namespace!=repeats')
    );
    // The page lays itself out again with the answer: an element may move away from the pointer.
    await events.get(testIds.groupRow('repeats')).waitFor({ state: 'detached' });
    await events.get(testIds.groups).locator('[aria-busy="false"]').waitFor();
    const group = events.get(testIds.groupRow('hostile'));
    await group.hover();
    await events.get(testIds.groups).getByRole('button', { name: 'Only hostile' }).click();
    await events.until(
      () => events.params().getAll('f').join(),
      (filters) => filters === '_namespace=hostile'
    );
  });

  it('shows no counts of an earlier filter once those of the new one have failed', async () => {
    const events = await open();
    await events.rowTexts();
    const totals = () => events.get(testIds.totals).innerText();
    await events.until(totals, (text) => /[\d,]+ occurrences/.test(text));
    await interceptQueries(events.page, () => true, failWith('it broke'));
    await events.get(testIds.groupRow('repeats')).click();
    await events.until(totals, (text) => !/occurrences/.test(text));
    await events.until(
      () => events.get(testIds.groups).innerText(),
      (text) => text.includes('it broke')
    );
    await events.until(
      () => events.get(testIds.list).getByTestId(testIds.error).innerText(),
      (text) => text.includes('it broke')
    );
    await events.until(
      () => events.rows.count(),
      (count) => count === 0
    );
    await events.get(testIds.filter('_kind')).click();
    await events.page.getByText('Values could not be loaded').waitFor();
    events.errors.length = 0;
  });

  it('marks what is searched for, and keeps it in view', async () => {
    const events = await open('events', { f: '_namespace=hostile', q: ':interval' });
    const mark = events.rows.first().locator('mark');
    await mark.waitFor();
    assert.equal(await mark.innerText(), 'interval');
    const box = await mark.boundingBox();
    const list = await events.get(testIds.list).boundingBox();
    assert.ok(box && list && box.x + box.width <= list.x + list.width, JSON.stringify([box, list]));
  });

  it('says when a link leads to an event that Loki does not have', async () => {
    const events = await open('events', { event: `${Date.now() - MINUTE}000000/none` });
    await events.until(
      () => events.get(testIds.details).innerText(),
      (text) => text.includes('This event is not in Loki')
    );
  });

  it('folds repeats, and shows the single events on a click', async () => {
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

  it('shows all of one event, and moves to the next by keys', async () => {
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

  it('has filters, groups and the export within reach on a phone', async () => {
    const events = await open('events', { f: '_namespace=hostile,repeats' }, { width: 390, height: 800 });
    const [row] = await events.rowTexts();
    assert.match(row ?? '', /repeats/, 'the namespace');
    const top = (await events.rows.first().boundingBox())?.y;
    assert.ok(top && top < 440, `the first row is at ${top} of 800 pixels`);
    assert.equal(await events.get(testIds.text).isVisible(), false);
    await events.get(testIds.filtersToggle).click();
    assert.equal(await events.get(testIds.text).isVisible(), true);
    await events.get(testIds.filtersToggle).click();
    const exportButton = await events.get(testIds.exportButton).boundingBox();
    assert.ok(exportButton && exportButton.x + exportButton.width <= 390, JSON.stringify(exportButton));
    await events.get(testIds.groupsToggle).click();
    await events.get(testIds.groupRow('hostile')).click();
    await events.until(
      () => events.params().getAll('f')[0],
      (filter) => filter === '_namespace=hostile'
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
