import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { count, push } from '../loki/loki.ts';
import { EventsPage } from './support/EventsPage.ts';
import { eventAt } from './support/entries.ts';
import { startWorld, type World } from './support/world.ts';

const NEW_YORK = 'America/New_York';
/** Four weeks. On November 1, clocks in New York are put back by an hour. */
const DAYS = { from: Date.parse('2026-10-18T04:00:00Z'), to: Date.parse('2026-11-15T05:00:00Z') };
const NARROW = { width: 390, height: 844 };
const NAMESPACE = `clocks-${Date.now().toString(36)}`;

/** The histogram's tooltips of its last bars, newest first: start, length, counts. */
async function lastBars(events: EventsPage, count: number): Promise<string[]> {
  await events.rowTexts();
  const plot = events.get(testIds.histogram);
  await events.until(
    () => events.get(testIds.totals).innerText(),
    (totals) => /\b10 occurrences/.test(totals),
    30_000
  );
  await plot.getByRole('img').focus();
  const bars: string[] = [];
  for (let bar = 0; bar < count; bar++) {
    await events.page.keyboard.press('ArrowLeft');
    bars.push((await plot.innerText()).replace(/\s+/g, ' ').trim());
  }
  return bars;
}

/** Whether the Loki of a real Grafana takes no events that are as old as the last change of clocks. */
async function refusesOld(): Promise<string | false> {
  const { GRAFANA_URL: grafana, LOKI_URL: loki } = process.env;
  const config = grafana ? await (await fetch(`${loki}/config`)).text() : '';
  return /\breject_old_samples: true/.test(config) && `${loki} refuses old events: set reject_old_samples: false`;
}

describe('time zone of the view', { skip: await refusesOld() }, () => {
  let world: World;
  let events: EventsPage | undefined;
  const open = async (params: Record<string, string>, timezoneId: string, viewport = NARROW) => {
    const context = await world.browser.newContext({ viewport, timezoneId });
    events = await EventsPage.in(world, context);
    events.page.setDefaultTimeout(30_000);
    await events.goto('events', params);
    return events;
  };

  before(async () => {
    world = await startWorld({ lokiConfig: { limits_config: { reject_old_samples: false } } });
    const at = (time: string, count: number) =>
      entryOf(eventAt(Date.parse(time), { namespace: NAMESPACE, count }), count);
    const entries = [
      at('2026-11-01T03:59:59Z', 1), // October 31, 23:59:59 in New York
      at('2026-11-01T04:00:00Z', 2), // November 1, 0:00
      at('2026-11-02T04:59:59Z', 3), // November 1, 23:59:59
      at('2026-11-02T05:00:00Z', 4), // November 2, 0:00
    ];
    await push(world.loki, entries);
    // Loki does not find entries this old before it has written them to its store.
    await fetch(`${world.loki}/flush`, { method: 'POST' });
    const found = `sum(count_over_time({_namespace="${NAMESPACE}"}[${DAYS.to - DAYS.from}ms]))`;
    for (const end = Date.now() + 60_000; (await count(world.loki, found, { endMs: DAYS.to })) < entries.length;) {
      assert.ok(Date.now() < end, 'Loki does not find the entries a minute after POST /flush');
    }
  });
  afterEach(async () => {
    await events?.close();
    events = undefined;
  });
  after(() => world?.close());

  const ofClocks = { f: `_namespace=${NAMESPACE}`, from: String(DAYS.from), to: String(DAYS.to) };

  it("counts by the days of the link's time zone, one of which has 25 hours", async () => {
    const page = await open({ ...ofClocks, timezone: NEW_YORK }, 'Asia/Tokyo');
    const bars = await lastBars(page, 15);
    assert.match(bars[12] ?? '', /^11-02 00:00:00 · 24 h Warning 4$/);
    assert.match(bars[13] ?? '', /^11-01 00:00:00 · 25 h Warning 5$/);
    assert.match(bars[14] ?? '', /^10-31 00:00:00 · 24 h Warning 1$/);
  });

  it("counts by the days of the browser's time zone if the link has none", async () => {
    const page = await open(ofClocks, 'Asia/Tokyo');
    const bars = await lastBars(page, 15);
    assert.ok(
      bars.every((bar) => /^\d\d-\d\d 00:00:00 · /.test(bar)),
      bars.join('\n')
    );
    // 4:59:59 and 5:00:00 UTC are 13:59:59 and 14:00:00 of November 2 in Tokyo; 3:59:59 and 4:00:00 the same a day before.
    assert.ok(
      bars.some((bar) => /^11-02 .* 7$/.test(bar)) && bars.some((bar) => /^11-01 .* 3$/.test(bar)),
      bars.join('\n')
    );
  });

  it('goes into the address when one is chosen in the picker, and the times follow', async () => {
    const page = await open(ofClocks, 'Asia/Tokyo', { width: 1280, height: 900 });
    await page.rowTexts();
    await page
      .get(testIds.timeRange)
      .getByRole('button', { name: /Time range selected/ })
      .click();
    await page.page.getByTestId(/change time settings/i).click();
    const zone = page.page.getByLabel('Time zone picker');
    await zone.fill('America/New_York');
    await zone.press('Enter');
    await page.until(
      () => page.params().get('timezone'),
      (timezone) => timezone === NEW_YORK
    );
    await page.until(
      () => page.rows.first().innerText(),
      (row) => /11-02 00:00:00/.test(row)
    );
  });

  it('is named in a shared link', async () => {
    const context = await world.browser.newContext({
      timezoneId: 'Asia/Tokyo',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    events = await EventsPage.in(world, context);
    events.page.setDefaultTimeout(30_000);
    await events.goto('events', ofClocks);
    await events.rowTexts();
    await events.get(testIds.share).click();
    const link = await events.until(
      () => context.pages()[0]?.evaluate(() => navigator.clipboard.readText()),
      (text) => Boolean(text?.startsWith('http'))
    );
    assert.equal(new URL(link ?? '').searchParams.get('timezone'), 'Asia/Tokyo');
  });
});
