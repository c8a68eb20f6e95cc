import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { seriousFaults } from './support/axe.ts';
import { eventAt } from './support/entries.ts';
import { EventsPage } from './support/EventsPage.ts';
import { failWith, interceptQueries, type LokiQuery } from './support/lokiQueries.ts';
import { startWorld, type World } from './support/world.ts';

/** Other specs have events of the same reasons. */
const NAMESPACE = `reasons-${Date.now().toString(36)}`;
const ONLY = { base: `_namespace="${NAMESPACE}"` };

const isCount = ({ type }: LokiQuery) => type === 'instant';

describe('the reasons', () => {
  let world: World;
  let page: EventsPage;
  const open = async (
    path: string,
    params: Record<string, string> = {},
    viewport?: { width: number; height: number }
  ) => {
    page = await EventsPage.open(world, path, { ...ONLY, ...params }, viewport);
    return page;
  };
  const options = () => page.get(testIds.reasonRow);
  before(async () => {
    world = await startWorld();
    const now = Date.now();
    await push(
      world.loki,
      [1, 2, 3].map((n) => entryOf(eventAt(now - n * 1000, { namespace: NAMESPACE, reason: 'BackOff' }), 1))
    );
  });
  afterEach(async () => {
    assert.deepEqual(page.errors, []);
    await page.close();
  });
  after(() => world?.close());

  it('are found by a word of what they mean, and lead to their events', async () => {
    await open('reasons');
    await options().first().waitFor();
    await page.page.keyboard.press('/');
    await page.page.keyboard.type('restarting crashloopbackoff');
    await page.until(
      () => page.params().get('find'),
      (text) => text === 'restarting crashloopbackoff'
    );
    await page.get(testIds.text).fill('BackOff');
    await options().filter({ hasText: 'CrashLoopBackOff' }).click();
    const details = page.get(testIds.reasonDetails);
    const text = await page.until(
      () => details.innerText(),
      (shown) => /Show these events \(\d/.test(shown)
    );
    for (const part of ['Usual causes', 'kubectl logs {name}', 'Often comes with', 'Unhealthy', 'Reported by']) {
      assert.ok(text.includes(part), part);
    }
    const shown = Number(/Show these events \(([\d,]+)\)/.exec(text)?.[1]?.replace(',', ''));
    assert.ok(shown >= 3);
    assert.match(
      (await details.getByRole('link', { name: /Source/ }).getAttribute('href')) ?? '',
      /^https:\/\/github\.com\/kubernetes\/kubernetes\/blob\/v1\.\d+\.\d+\/pkg\/kubelet\//
    );
    await details.getByRole('button', { name: /Show these events/ }).click();
    await page.until(
      () => page.get(testIds.totals).innerText(),
      (totals) => totals.startsWith(`${shown} occurrences`)
    );
    assert.deepEqual(page.params().getAll('f'), ['reason=BackOff', 'component=kubelet', '_type=Warning', '_kind=Pod']);
  });

  it('can be gone through by keyboard, and the address follows', async () => {
    await open('reasons', { emitter: 'default-scheduler' });
    await options().first().waitFor();
    await page.page.getByRole('listbox').focus();
    await page.page.keyboard.press('End');
    const last = await page.until(
      () => page.params().get('entry'),
      (entry) => Boolean(entry)
    );
    await page.page.keyboard.press('k');
    await page.until(
      () => page.params().get('entry'),
      (entry) => Boolean(entry) && entry !== last
    );
    await page.page.keyboard.press('Escape');
    await page.get(testIds.reasonDetails).waitFor({ state: 'detached' });
  });

  it('name the selected one to a screen reader only while it is in the list', async () => {
    await open('reasons', { entry: 'kubelet/BackOff:container' });
    const list = page.page.getByRole('listbox');
    const namedAt = async (place: 'start' | 'end') => {
      await list.evaluate((element, at) => element.scrollTo(0, at === 'end' ? element.scrollHeight : 0), place);
      return list.getAttribute('aria-activedescendant');
    };
    // What happened comes to the start of the list once it is counted.
    await page.page.getByRole('option', { selected: true }).filter({ hasText: '×' }).waitFor();
    const row = await page.until(() => namedAt('start'), Boolean);
    assert.match(await page.page.locator(`#${row}`).innerText(), /^BackOff/);
    await page.until(
      () => namedAt('end'),
      (id) => id === null
    );
    await page.until(
      () => namedAt('start'),
      (id) => id === row
    );
  });

  it('can be narrowed down to what happened', async () => {
    await open('reasons', { seen: '1', emitter: 'kubelet', serious: 'trouble' });
    const shown = await page.until(
      () => options().allInnerTexts(),
      (rows) => rows.length > 0
    );
    assert.ok(
      shown.every((row) => row.includes('×')),
      shown.join('\n')
    );
    assert.ok(shown.some((row) => row.startsWith('BackOff')));
  });

  it('show what they mean on hover, on any page', async () => {
    await open('events', { f: `_namespace=${NAMESPACE}` });
    await page.rowTexts();
    await page.rows.first().getByRole('button', { name: 'BackOff' }).hover();
    const tip = page.get(testIds.reasonTip);
    assert.match(await tip.innerText(), /The container keeps exiting/);
    await tip.getByRole('button').click();
    await page.get(testIds.reasonDetails).waitFor();
    assert.equal(page.params().get('entry'), 'kubelet/BackOff:container');
  });

  it('count what happened once: for the meaning of its type', async () => {
    await open('reasons', { find: 'BackOff', emitter: 'kubelet' });
    const rows = await page.until(
      () => options().allInnerTexts(),
      (shown) => shown.some((row) => row.includes('×'))
    );
    assert.deepEqual(
      rows.filter((row) => row.startsWith('BackOff')).map((row) => /×\d/.test(row)),
      [true, false],
      rows.join('\n')
    );
  });

  it('show an error as an error, and not as nothing found', async () => {
    page = await EventsPage.blank(world);
    const restore = await interceptQueries(page.page, isCount, failWith('injected'));
    await page.goto('reasons', { seen: '1' });
    const reasons = page.get(testIds.reasons);
    await reasons.getByTestId(testIds.error).waitFor();
    const text = await reasons.innerText();
    assert.match(text, /injected/);
    assert.doesNotMatch(text, /No matching reason|0 of/);
    await restore();
    await reasons.getByRole('button', { name: 'Try again' }).click();
    await options().first().waitFor();
    page.errors.length = 0;
  });

  it('stay there if what happened cannot be counted, and say that it cannot', async () => {
    page = await EventsPage.blank(world);
    await interceptQueries(page.page, isCount, failWith('injected'));
    await page.goto('reasons', { entry: 'kubelet/BackOff:container' });
    await options().first().waitFor();
    assert.match(await page.get(testIds.failed).innerText(), /Counting failed[\s\S]*injected/);
    const show = page.get(testIds.reasonDetails).getByRole('button', { name: 'Show events with this reason' });
    assert.ok(await show.isEnabled());
    page.errors.length = 0;
  });

  it('say so while they count, where only what happened is shown', async () => {
    page = await EventsPage.blank(world);
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await interceptQueries(page.page, isCount, async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    await page.goto('reasons', { seen: '1' });
    await page.get(testIds.loading).waitFor();
    assert.doesNotMatch(await page.get(testIds.reasons).innerText(), /No matching reason|0 of/);
    goOn();
    await options().first().waitFor();
  });

  it('say so if none matches', async () => {
    await open('reasons', { find: 'nothinglikethat' });
    await page.page.getByRole('button', { name: 'Show all reasons' }).click();
    await options().first().waitFor();
  });

  it('speak Chinese', async (context) => {
    if (!world.isHost) {
      context.skip('the language is the profile’s there');
    }
    await open('reasons', { lang: 'zh-Hans', entry: 'kubelet/BackOff:container' });
    assert.match(await page.get(testIds.reasonDetails).innerText(), /起因/);
  });

  for (const theme of ['dark', 'light']) {
    for (const width of [1600, 390]) {
      it(`are accessible: ${theme}, ${width} pixels`, async () => {
        await open('reasons', { theme, lang: 'en-US', entry: 'kubelet/BackOff:container' }, { width, height: 900 });
        await page.get(testIds.reasonDetails).waitFor();
        assert.deepEqual(await seriousFaults(page), []);
      });
    }
  }
});
