import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Entry, entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { seriousFaults } from './support/axe.ts';
import { eventAt } from './support/entries.ts';
import { EventsPage } from './support/EventsPage.ts';
import { failWith, interceptQueries } from './support/lokiQueries.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** More than Loki counts in one question (`limits_config.max_query_series`). */
const MANY = 620;

describe('comparing two periods', () => {
  let world: World;
  let page: EventsPage;
  const now = Date.now();
  const to = now;
  const from = now - HOUR;
  const period = { from: String(from), to: String(to) };
  const inBaseline = from - 30 * MINUTE;
  const inPeriod = from + 30 * MINUTE;

  const events = (ms: number, count: number, change: Parameters<typeof eventAt>[1], workload = ''): Entry[] =>
    Array.from({ length: count }, (_, at) => entryOf(eventAt(ms + at * 1000, change), 1, {}, { workload }));
  // One window for all: only the first page has to be fetched whole.
  const open = (params: Record<string, string>) => page.goto('compare', { ...period, ...params });
  const shows = (...expected: Array<string | RegExp>) =>
    page.until(
      () => page.get(testIds.compare).innerText(),
      (text) => expected.every((part) => (typeof part === 'string' ? text.includes(part) : part.test(text))),
      30_000
    );
  const workloads = () => page.page.getByRole('region', { name: 'Workloads' });

  before(async () => {
    world = await startWorld();
    page = await EventsPage.blank(world);
    const crowd = (ms: number) =>
      Array.from({ length: MANY }, (_, at) =>
        events(ms + ((at * 7) % 1200) * 1000, 1 + (at % 2), { name: `bare-${at}`, namespace: 'crowd' })
      ).flat();
    await push(world.loki, [
      // From the start of the period compared with.
      ...events(from - HOUR + MINUTE, 1, { name: 'first', namespace: 'other' }),
      ...crowd(from - 50 * MINUTE),
      ...crowd(from + 10 * MINUTE),
      ...events(inBaseline, 3, { name: 'only-before', namespace: 'crowd' }),
      ...events(inPeriod, 3, { name: 'only-now', namespace: 'crowd' }),
      ...events(inBaseline, 4, { name: 'web-7d4b-aaaaa', namespace: 'rollout' }, 'Deployment/web'),
      ...events(inPeriod, 30, { name: 'web-9c5f-bbbbb', namespace: 'rollout' }, 'Deployment/web'),
      ...events(inBaseline, 9, { name: 'api-7d4b-ccccc', namespace: 'rollout' }, 'Deployment/api'),
      ...events(inPeriod, 9, { name: 'api-9c5f-ddddd', namespace: 'rollout' }, 'Deployment/api'),
      ...events(inBaseline, 5, { name: 'invoices', kind: 'Deployment', namespace: 'quiet' }),
      ...events(inPeriod, 1, { name: 'ledger', kind: 'Deployment', namespace: 'quiet', reason: 'ScalingReplicaSet' }),
      ...events(inPeriod, 9, { name: 'certificate-manager-controller', kind: 'Deployment', namespace: 'long-names' }),
    ]);
  });
  afterEach(() => assert.deepEqual(page.errors.splice(0), []));
  after(async () => {
    await page?.close();
    await world?.close();
  });

  it('counts over 500 workloads exactly: only what is new or gone is called so', async () => {
    await open({ f: '_namespace=crowd' });
    const text = await shows('only-now', 'only-before');
    assert.match(text, /new\s+Pod\s+only-now\s+crowd\s+0 → 3/);
    assert.match(text, /no events in this period\s+Pod\s+only-before\s+crowd\s+3 → 0/);
    assert.doesNotMatch(text, /bare-/);
  });

  it('compares workloads, and the pods of one only when it is opened', async () => {
    await open({ f: '_namespace=rollout' });
    await shows(/more\s+Deployment\s+web\s+rollout\s+4 → 30/);
    assert.doesNotMatch(await workloads().innerText(), /aaaaa|bbbbb|ccccc|ddddd|api/);
    await page.page.getByRole('button', { name: 'Show the objects of Deployment/web' }).click();
    await shows(/new\s+Pod\s+web-9c5f-bbbbb\s+0 → 30/, /no events in this period\s+Pod\s+web-7d4b-aaaaa\s+4 → 0/);
    assert.doesNotMatch(await workloads().innerText(), /ccccc|ddddd/);
    // What is open is in the address.
    await page.page.reload();
    await shows(/new\s+Pod\s+web-9c5f-bbbbb\s+0 → 30/);
    await page.page.getByRole('button', { name: 'Hide the objects of Deployment/web' }).click();
    await page.until(
      () => workloads().innerText(),
      (text) => !text.includes('bbbbb')
    );
    assert.deepEqual(page.params().getAll('open'), []);
  });

  it('does not say that a Deployment without events is gone', async () => {
    await open({ f: '_namespace=quiet' });
    const text = await shows('invoices');
    assert.match(text, /no events in this period\s+Deployment\s+invoices/);
    assert.doesNotMatch(text, /gone/);
  });

  it('says that there is nothing to compare with, and calls nothing new', async () => {
    await open({ from: String(from - 20 * HOUR), to: String(from - 19 * HOUR), f: '_namespace=quiet' });
    const text = await shows('Nothing to compare with');
    assert.doesNotMatch(text, /\bnew\b(?!\.)/);
  });

  it('warns if the period compared with has events from late on only', async () => {
    await open({ from: String(from - 30 * MINUTE), to: String(to) });
    await shows('The period compared with has events from', 'Reasons');
  });

  it('compares with the range that is chosen in the picker, a quick one too', async () => {
    await open({ f: '_namespace=rollout' });
    await page.page.getByLabel('compared with').selectOption('own');
    await page.until(
      () => page.params().get('bfrom'),
      (bfrom) => Number(bfrom) === from - HOUR
    );
    await page.get(testIds.compare).getByRole('button', { name: /to/ }).click();
    await page.page.getByText('Last 6 hours').click();
    await page.until(
      () => [page.params().get('bfrom'), page.params().get('bto')].join(),
      (range) => range === 'now-6h,now'
    );
    // All of the hour shown, and of the one before, is in the last six hours: 34 in six, 30 in one.
    await shows(/Deployment\s+web\s+rollout\s+6 → 30/);
    assert.equal(await page.page.getByLabel('compared with').inputValue(), 'own');
  });

  it('refuses a period that cannot be read, and offers one that can', async () => {
    await open({ bfrom: 'banana', bto: 'now', f: '_namespace=rollout' });
    await shows('Cannot read the period to compare with: from "banana" to "now"');
    await page.page.getByRole('button', { name: 'Compare with the period before' }).click();
    await shows('Deployment', '4 → 30');
  });

  it('says that Loki failed, and compares when it is asked again', async () => {
    const restore = await interceptQueries(page.page, ({ type }) => type === 'instant', failWith('out of order today'));
    await open({ f: '_namespace=rollout' });
    await shows('out of order today', 'Try again');
    await restore();
    page.errors.length = 0;
    await page.page.getByRole('button', { name: 'Try again' }).first().click();
    await shows(/Deployment\s+web\s+rollout\s+4 → 30/);
  });

  for (const width of [1600, 900, 390]) {
    it(`shows whole names at ${width} pixels`, async () => {
      await page.page.setViewportSize({ width, height: 900 });
      await open({ f: '_namespace=long-names' });
      await shows('certificate-manager-co');
      const name = workloads().getByTitle(/^certificate-manager-controller/);
      const cut = await name.evaluate((element) =>
        [element, ...element.querySelectorAll('*')].some(
          ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1
        )
      );
      assert.equal(cut, false);
    });
  }

  for (const theme of ['dark', 'light']) {
    it(`has no serious accessibility faults: ${theme}`, async () => {
      await open({ f: '_namespace=rollout', theme, lang: 'en-US' });
      await shows('4 → 30');
      assert.deepEqual(await seriousFaults(page), []);
    });
  }
});
