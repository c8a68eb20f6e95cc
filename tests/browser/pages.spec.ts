import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { seriousFaults } from './support/axe.ts';
import { EventsPage } from './support/EventsPage.ts';
import { push } from '../loki/loki.ts';
import { clusterEntries, eventAt } from './support/entries.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
describe('the pages', () => {
  let world: World;
  let page: EventsPage | undefined;
  const open = async (path: string, params: Record<string, string> = {}) => {
    page = await EventsPage.open(world, path, params);
    return page;
  };
  afterEach(async () => {
    await page?.close();
    page = undefined;
  });
  after(() => world?.close());

  before(async () => {
    world = await startWorld();
    if (!world.isHost) {
      // In the preview host, the test of the first run does, after it has seen a Loki without events.
      await push(world.loki, clusterEntries(Date.now() - MINUTE));
    }
  });

  it('say at the first run what to install, and check again', { skip: Boolean(process.env.GRAFANA_URL) }, async () => {
    const events = await open('events');
    // It says first that it searches for older events.
    await events.until(
      () => events.get(testIds.empty).innerText(),
      (text) => text.includes('No Kubernetes events in the last 7 days')
    );
    await push(world.loki, clusterEntries(Date.now() - MINUTE));
    await events.page.getByRole('button', { name: 'Check again' }).click();
    await events.rowTexts();
  });

  it('ask whether a value that nothing has was meant otherwise', async () => {
    const events = await open('events', { f: '_kind=Pood' });
    await events.page.getByRole('button', { name: 'Did you mean Pod?' }).click();
    await events.rowTexts();
    assert.equal(events.params().get('f'), '_kind=Pod');
  });

  it('say what is wrong where Loki cannot read the query', async () => {
    const events = await open('events', { q: 'r:(?<!x)y' });
    assert.match(await events.get(testIds.error).innerText(), /Loki cannot read the query/);
  });

  it('show nothing of another data source than the one that a link names, and offer one', async () => {
    const events = await open('events', { ds: 'no-such-loki' });
    const state = events.get(testIds.error);
    assert.match(await state.innerText(), /You cannot use the Loki data source “no-such-loki”/);
    assert.equal(await events.rows.count(), 0);
    await state.getByRole('combobox').click();
    await events.page.getByRole('option').first().click();
    await events.rowTexts();
    assert.notEqual(events.params().get('ds'), 'no-such-loki');
    assert.ok(events.params().get('ds'), events.page.url());
  });

  it('compare two periods: what is new stands out', async () => {
    const now = Date.now();
    await push(world.loki, [
      // There must be something to compare with.
      entryOf(eventAt(now - 90 * MINUTE, { namespace: 'before' }), 1),
      entryOf(eventAt(now, { namespace: 'compared', reason: 'NeverBefore' }), 1),
    ]);
    const compare = await open('compare', { from: 'now-1h', f: '_namespace=compared' });
    const text = await compare.until(
      () => compare.get(testIds.compare).innerText(),
      (shown) => shown.includes('NeverBefore')
    );
    assert.match(text, /new\s+NeverBefore\s+0 → 1/);
  });

  it('export what is filtered as CSV', async () => {
    const message = 'a "quoted", and\nbroken line';
    await push(world.loki, [
      entryOf(eventAt(Date.now(), { namespace: 'exported', name: '=cmd', message }), 1, { format: 'json' }),
    ]);
    const events = await open('events', { f: '_namespace=exported' });
    await events.rowTexts();
    // The file dialog is the browser's own, and cannot be answered here.
    await events.page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
    await events.get(testIds.exportButton).click();
    const download = events.page.waitForEvent('download');
    await events.page.getByRole('button', { name: 'Download' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    assert.match(text, /^time,type,reason,kind/);
    assert.ok(text.includes('"a ""quoted"", and\nbroken line"'), text);
    assert.ok(text.includes(`'=cmd`), 'no formula');
  });

  it('speak Chinese', { skip: Boolean(process.env.GRAFANA_URL) }, async () => {
    const events = await open('events', { lang: 'zh-Hans' });
    await events.page.getByRole('tab', { name: '时间线' }).waitFor();
  });

  for (const path of ['events', 'groups', 'compare']) {
    for (const theme of ['dark', 'light']) {
      it(`are accessible: ${path}, ${theme}`, async () => {
        const events = await open(path, { theme, lang: 'en-US' });
        await events.get(path === 'compare' ? testIds.compare : testIds.groupRow('exported')).waitFor();
        assert.deepEqual(await seriousFaults(events), []);
      });
    }
  }
});
