import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { MESSAGE_WIDTH } from '../../src/rows/measures.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { EventsPage } from './support/EventsPage.ts';
import { eventAt } from './support/entries.ts';
import { failWith, interceptQueries } from './support/lokiQueries.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
const MANY = 3000;
/** In pixels. The columns of long values do not all have the width that they need. */
const PAGE_WIDTH = 1300;
/** A namespace of this run's own. */
const many = `many-${Date.now().toString(36)}`;

describe('the list', () => {
  let world: World;
  let page: EventsPage | undefined;
  let now: number;
  const open = async (...args: Parameters<typeof EventsPage.open> extends [World, ...infer Rest] ? Rest : never) => {
    page = await EventsPage.open(world, ...args);
    return page;
  };

  before(async () => {
    world = await startWorld();
    now = Date.now();
    // One every two seconds, over the last hundred minutes.
    const entries = Array.from({ length: MANY }, (_, at) =>
      entryOf(
        eventAt(now - (MANY - at) * 2000, { namespace: many, name: `many-${at}`, reason: 'Counted', type: 'Normal' }),
        1
      )
    );
    await push(world.loki, entries);
  });
  after(() => world?.close());
  afterEach(async () => {
    const opened = page;
    page = undefined;
    await opened?.closeClean();
  });

  const scroller = (events: EventsPage) => events.get(testIds.list).getByRole('rowgroup').last();

  /** The rows that one can see whole, each with where it is in the window. */
  const rowsInView = (events: EventsPage) =>
    scroller(events).evaluate((element) => {
      const list = element.getBoundingClientRect();
      return [...element.querySelectorAll<HTMLElement>('[role="row"]')].flatMap((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= list.top && bottom <= list.bottom ? [`${row.innerText} at ${Math.round(top)}`] : [];
      });
    });

  it('starts at a click in the histogram, and loads in both directions', async () => {
    const events = await open('events', { f: `_namespace=${many}`, fold: '0' });
    await events.rowTexts();
    const canvas = events.get(testIds.histogram).locator('canvas');
    const box = await canvas.boundingBox();
    assert.ok(box);
    await events.page.mouse.click(box.x + box.width * 0.7, box.y + 50);
    const at = await events.until(
      () => Number(events.params().get('at')),
      (ms) => ms > 0
    );
    assert.ok(at > now - 70 * MINUTE && at < now - 40 * MINUTE, `${(now - at) / MINUTE} min ago`);
    // The newest before that instant, and then newer ones above it, without what is in view moving away.
    const nearest = Math.floor((at - now) / 2000) + MANY;
    await events.until(
      () => events.rowTexts(),
      (rows) => rows.some((row) => row.includes(`many-${nearest}`) || row.includes(`many-${nearest - 1}`))
    );
    await events.until(
      () => events.rowCount(),
      (rows) => rows >= 1000
    );
    for (const end of ['up', 'down'] as const) {
      const edge = end === 'up' ? MANY - 1 : 0;
      await events.until(
        async () => {
          await scroller(events).evaluate(
            (element, up) => element.scrollTo(0, up ? 0 : element.scrollHeight),
            end === 'up'
          );
          return events.rows.allInnerTexts();
        },
        (rows) => rows.some((row) => new RegExp(`many-${edge}\\b`).test(row)),
        30_000
      );
    }
    assert.equal(await events.rowCount(), MANY, 'each once');
    await events.get(testIds.listFromEnd).click();
    await events.until(
      () => events.rowTexts(),
      (rows) => rows[0]?.includes(`many-${MANY - 1}`) ?? false
    );
  });

  it('keeps what is new behind a button while one reads further down', async () => {
    const events = await open('events', { f: `_namespace=${many},${many}-later`, fold: '0', refresh: '1s' });
    await events.rowTexts();
    await scroller(events).evaluate((element) => element.scrollTo(0, 2000));
    const before = await events.until(
      () => rowsInView(events),
      (rows) => rows.length > 0 && !rows.some((row) => row.includes(`many-${MANY - 1}`))
    );
    const fresh = Array.from({ length: 3 }, (_, at) =>
      entryOf(eventAt(Date.now() + at, { namespace: `${many}-later` }), 1)
    );
    await push(world.loki, fresh);
    const button = events.get(testIds.fresh);
    await button.waitFor();
    assert.match(await button.innerText(), /3 new/);
    assert.deepEqual(await rowsInView(events), before, 'nothing moved');
    await button.click();
    await scroller(events).evaluate((element) => element.scrollTo(0, 0));
    await events.until(
      () => events.rows.allInnerTexts(),
      (rows) => rows.slice(0, 3).every((row) => row.includes('later'))
    );
    await push(world.loki, [entryOf(eventAt(Date.now(), { namespace: `${many}-later`, reason: 'AtOnce' }), 1)]);
    await events.until(
      () => events.rows.allInnerTexts(),
      (rows) => rows[0]?.includes('AtOnce') ?? false
    );
  });

  it('takes all that is filtered along as a file', async () => {
    const events = await open('events', { f: `_namespace=${many}` });
    await events.rowTexts();
    await events.page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
    for (const [choice, lines] of [
      ['CSV', MANY + 1],
      ['JSON lines', MANY],
    ] as const) {
      await events.get(testIds.exportButton).click();
      const dialog = events.get(testIds.exportDialog);
      await dialog.getByRole('radio', { name: choice }).check({ force: true });
      const download = events.page.waitForEvent('download');
      await events.page.getByRole('button', { name: 'Download' }).click();
      const file = await (await download).path();
      const text = readFileSync(file, 'utf8').trim().split('\n');
      assert.equal(text.length, lines);
      assert.equal(new Set(text).size, lines);
      await events.page.getByRole('button', { name: 'Close', exact: true }).last().click();
      await dialog.waitFor({ state: 'detached' });
    }
  });

  it('calls a file off while it is fetched: none is left', async (t) => {
    if (!world.isHost) {
      t.skip("only the preview host can delay Loki's answers");
      return;
    }
    const events = await open('events', { f: `_namespace=${many}` });
    await events.rowTexts();
    await events.page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
    let downloads = 0;
    events.page.on('download', () => downloads++);
    let pages = 0;
    // The second page never comes.
    await events.page.route(/direction=forward/, (route) => (++pages === 1 ? route.continue() : undefined));
    await events.get(testIds.exportButton).click();
    await events.page.getByRole('button', { name: 'Download' }).click();
    const dialog = events.get(testIds.exportDialog);
    await events.until(
      () => dialog.innerText(),
      (text) => /2,000 events exported/.test(text)
    );
    await events.page.getByRole('button', { name: 'Cancel' }).click();
    await events.until(
      () => dialog.innerText(),
      (text) => /Cancelled after 2,000 events/.test(text)
    );
    assert.equal(downloads, 0);
  });

  it("keeps the date in the details' heading on one line, whatever their width", async () => {
    const events = await open('events', { f: `_namespace=${many}`, q: ':many-2999' });
    await events.rows.first().click({ position: { x: 20, y: 10 } });
    const date = events.get(testIds.details).locator('time');
    await date.waitFor();
    const lines = await date.evaluate((element) => {
      const heading = element.parentElement as HTMLElement;
      const { width: least } = element.getBoundingClientRect();
      const widths = Array.from({ length: 10 }, (_, at) => Math.ceil(least) + at * 20);
      return widths.map((width) => {
        heading.style.width = `${width}px`;
        return element.getClientRects().length;
      });
    });
    assert.deepEqual(new Set(lines), new Set([1]));
  });

  it('keeps columns, wrapping and relative times in the address', async () => {
    const events = await open('events', { f: `_namespace=${many}` });
    await events.rowTexts();
    const heads = () => events.get(testIds.list).getByRole('columnheader').allInnerTexts();
    assert.ok(!(await heads()).includes('Component'));
    await events.page.getByRole('button', { name: 'Columns' }).click();
    await events.page.getByRole('checkbox', { name: 'Component' }).check({ force: true });
    await events.page.getByRole('checkbox', { name: 'Host' }).uncheck({ force: true });
    await events.page.keyboard.press('Escape');
    await events.page.getByRole('button', { name: 'Wrap' }).click();
    await events.page.getByRole('button', { name: 'Relative times' }).click();
    const shown = await heads();
    assert.ok(shown.includes('Component') && !shown.includes('Host'), shown.join());
    await events.until(
      () => events.rows.first().innerText(),
      (text) => /\bago\b/.test(text)
    );
    await events.page.reload();
    await events.rowTexts();
    assert.deepEqual(await heads(), shown);
    assert.equal(await events.page.getByRole('button', { name: 'Wrap' }).getAttribute('aria-pressed'), 'true');
    assert.match(await events.rows.first().innerText(), /\bago\b/);
  });

  it('gives the focus back to the button when Escape closes the columns to choose from', async () => {
    const events = await open('events', { f: `_namespace=${many}` });
    await events.rowTexts();
    const button = events.get(testIds.list).getByRole('button', { name: 'Columns' });
    const opened = events.page.getByRole('dialog', { name: 'Columns' });
    await button.focus();
    await events.page.keyboard.press('Enter');
    await opened.locator(':focus').waitFor();
    await events.page.keyboard.press('Escape');
    await opened.waitFor({ state: 'detached' });
    await events.until(
      () => button.evaluate((element) => element === document.activeElement),
      (hasFocus) => hasFocus
    );
  });

  it('copies an event in each form, and what is loaded of the list', async () => {
    const events = await open('events', { f: `_namespace=${many}`, q: ':many-2999' });
    await events.rows.first().click({ position: { x: 20, y: 10 } });
    const copyOf = async (place: string, form: RegExp) => {
      await events
        .get(place)
        .getByRole('button', { name: /^Cop(y as|ied)$/ })
        .click();
      await events.page.getByRole('menuitem', { name: form }).click();
      await events.get(place).getByRole('button', { name: 'Copied' }).waitFor();
      return events.page.evaluate(() => navigator.clipboard.readText());
    };
    assert.match(await copyOf(testIds.details, /^Text/), new RegExp(`^\\S+Z Normal Counted Pod/${many}/many-2999: `));
    assert.equal((JSON.parse(await copyOf(testIds.details, /^JSON/)) as { name: string }).name, 'many-2999');
    assert.equal(
      await copyOf(testIds.details, /^kubectl/),
      `kubectl get events -n ${many} --field-selector involvedObject.kind=Pod,involvedObject.name=many-2999`
    );
    assert.match(await copyOf(testIds.details, /^LogQL/), /^\{_kind.*\} \|.* name="many-2999"$/);
    await events.goto('events', { f: `_namespace=${many}`, q: ':many-299' });
    await events.until(
      () => events.rowCount(),
      (rows) => rows === 11
    );
    assert.equal((await copyOf(testIds.list, /^Text, 11/)).split('\n').length, 11);
    assert.equal((JSON.parse(await copyOf(testIds.list, /^JSON/)) as unknown[]).length, 11);
    assert.match(await copyOf(testIds.list, /^LogQL/), /many-299/);
  });

  it('changes a text filter where it stands', async () => {
    const events = await open('events', { f: `_namespace=${many}`, q: ':many-2999' });
    assert.equal((await events.rowTexts()).length, 1);
    await events.get(testIds.activeFilters).getByRole('button', { name: 'many-2999' }).click();
    await events.get(testIds.textEdit).fill('many-299');
    await events.page.keyboard.press('Enter');
    await events.until(
      () => events.rowCount(),
      (rows) => rows === 11
    );
    assert.deepEqual(events.params().getAll('q'), [':many-299']);
  });

  it('says which filter cannot match', async () => {
    const events = await open('events', { f: `_namespace=${many},mani` });
    const filters = events.get(testIds.activeFilters);
    await events.until(
      () => filters.innerText(),
      (text) => /no event in this time range has mani\b/.test(text)
    );
    await events.goto('events', { fs: 'involvedObject.kind=Nod' });
    await events.until(
      () => filters.innerText(),
      (text) => /involvedObject\.kind: no event in this time range has Nod\b/.test(text)
    );
  });

  it('has a page of the groups, a level down at each click', async () => {
    const events = await open('groups');
    const row = events.get(testIds.groupRow(many));
    await events.until(
      () => row.innerText(),
      (text) => /3,000/.test(text)
    );
    // Anywhere in the row.
    await row.getByRole('cell').last().click();
    await events.get(testIds.groupRow('Pod/many-2999')).waitFor();
    assert.ok(events.params().getAll('f').includes(`_namespace=${many}`));
    // All are counted, in parts small enough for Loki: 500 are shown.
    await events.until(
      () => events.get(testIds.groups).innerText(),
      (text) => text.includes('2,500 more')
    );
  });

  it('opens the group of what has no value, too', async () => {
    const events = await open('groups', { by: 'cluster' });
    await events.get(testIds.groupRow('(none)')).getByRole('cell').last().click();
    await events.get(testIds.groupRow(many)).waitFor();
    assert.deepEqual(events.params().getAll('f'), ['cluster=']);
  });

  it('counts what is in the range, and nothing beside it', async () => {
    for (const [from, to, count] of [
      [now - 60_500, now - 30_500, 15],
      // An event at the very start is in it, one at the very end is not, as in the list.
      [now - 60_000, now - 30_500, 15],
      [now - 60_500, now - 30_000, 15],
    ] as const) {
      const events = await open('events', { f: `_namespace=${many}`, fold: '0', from: `${from}`, to: `${to}` });
      await events.until(
        () => events.get(testIds.totals).innerText(),
        (text) => text.startsWith(`${count} occurrences`)
      );
      assert.equal(await events.rowCount(), count);
      await events.close();
    }
  });

  it("links an event to Explore and to the object's story", async () => {
    const events = await open('events', { f: `_namespace=${many}`, q: ':many-2999' });
    await events.rows.first().click({ position: { x: 20, y: 10 } });
    const details = events.get(testIds.details);
    const explore = await details.getByRole('link', { name: /explore/i }).getAttribute('href');
    const panes = JSON.parse(new URL(explore ?? '', 'http://x').searchParams.get('panes') ?? '{}') as object;
    assert.match(JSON.stringify(panes), /many-2999/);
    await details.getByRole('button', { name: 'Story' }).click();
    await events.get(testIds.story).waitFor();
    assert.equal(events.params().get('name'), 'many-2999');
  });

  it('keeps room for the message where other columns do not have the width that they need', async () => {
    const long = `long-${many}`;
    const change = { namespace: long, reason: 'FailedCreatePodSandBox', source: { host: `worker-${'x'.repeat(30)}` } };
    await push(
      world.loki,
      ['a', 'b'].map((end) => entryOf(eventAt(now, { ...change, name: `${'recommender-'.repeat(3)}${end}` }), 1))
    );
    page = await EventsPage.open(
      world,
      'events',
      { fs: `involvedObject.namespace=${long}` },
      { width: PAGE_WIDTH, height: 900 }
    );
    await page.rowTexts();
    // Grafana's menu takes room that the preview host's page has.
    const { width = 0 } = (await page.get(testIds.page).boundingBox()) ?? {};
    await page.page.setViewportSize({ width: 2 * PAGE_WIDTH - Math.round(width), height: 900 });
    const header = page.get(testIds.list).getByRole('columnheader', { name: 'Message' });
    await page.until(
      async () => (await header.boundingBox())?.width ?? 0,
      (pixels) => pixels >= MESSAGE_WIDTH
    );
  });

  describe('where Loki does not answer', () => {
    for (const [what, status, text, advice] of [
      ['no rights', 403, 'Forbidden: no permission to query', /permission|rights/i],
      ['a time-out', 504, 'context deadline exceeded', /narrow|shorter|too long/i],
      ['too much asked', 400, 'the query would read too many bytes (query: 2 TB, limit: 1 GB)', /narrow|limit/i],
    ] as const) {
      it(`says what to do about ${what}, and continues when it is fixed`, async () => {
        const events = await open('events', { f: `_namespace=${many}` });
        await events.rowTexts();
        const restore = await interceptQueries(events.page, () => true, failWith(text, status));
        await events.goto('events', { f: `_namespace=${many}` });
        const error = events.get(testIds.list).getByTestId(testIds.error);
        await error.waitFor();
        assert.match(await error.innerText(), advice);
        await restore();
        await error.getByRole('button').first().click();
        await events.rows.first().waitFor();
        events.errors.length = 0;
      });
    }
  });
});
