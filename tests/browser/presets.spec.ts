import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type EntryOptions, type PresetName, PRESETS, withStaticLabels } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { lifeAndDeath } from './support/entries.ts';
import { EventsPage } from './support/EventsPage.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
const NAMES = Object.keys(PRESETS) as PresetName[];
/** Other specs write to the same Loki where that is a real Grafana's. */
const clusterOf = (preset: PresetName): string => `named-${preset}`;
/** The same life and death of a Deployment in a cluster for each preset: three events before, and two for each death. */
const DEATHS = 4;
const ENTRIES = 3 + 2 * DEATHS;

describe('events with names of other programs', () => {
  let world: World;
  let page: EventsPage | undefined;
  const open = async (path: string, ...filters: string[]): Promise<EventsPage> => {
    page = await EventsPage.open(
      world,
      path,
      filters.map((filter): [string, string] => ['f', filter])
    );
    return page;
  };
  const inCluster = (preset: PresetName): string => `cluster=${clusterOf(preset)}`;
  /** The rows once the page counts this number of occurrences, without the cluster. */
  const rows = async (events: EventsPage, occurrences: number): Promise<string[]> => {
    await events.until(
      () => events.get(testIds.totals).innerText(),
      (text) => new RegExp(`(^|\\s)${occurrences}\\s+occurrences?`).test(text)
    );
    return (await events.rowTexts()).map((text) => text.replace(/named-[\w-]+/g, ''));
  };

  before(async () => {
    world = await startWorld();
    const now = Date.now();
    for (const labelPreset of NAMES) {
      const preset = PRESETS[labelPreset];
      const staticLabels = withStaticLabels(preset, { cluster: clusterOf(labelPreset) });
      const options: EntryOptions = { labelPreset, staticLabels, format: 'logfmt' };
      await push(world.loki, lifeAndDeath(now - 15 * MINUTE, DEATHS, options));
    }
  });
  afterEach(async () => {
    const opened = page;
    page = undefined;
    await opened?.closeClean();
  });
  after(() => world?.close());

  it('are listed and filtered as those without them', async () => {
    for (const [filter, count] of [
      ['_kind=Deployment', 2],
      ['workload=Deployment/web', ENTRIES],
      ['exit_code=137', DEATHS],
    ] as const) {
      const lists = [];
      for (const preset of NAMES) {
        lists.push(await rows(await open('events', inCluster(preset), filter), count));
        await page?.closeClean();
        page = undefined;
      }
      const [usual, ...others] = lists;
      others.forEach((other) => assert.deepEqual(other, usual, filter));
    }
  });

  it('are listed together with those without them', async () => {
    const events = await open('events', `cluster=${NAMES.map(clusterOf).join(',')}`, 'reason=OOMKilled', '_kind=Pod');
    await rows(events, NAMES.length * DEATHS);
  });

  it('show their fields once in the details, and offer no name twice as a filter', async () => {
    const details = [];
    for (const preset of NAMES) {
      const events = await open('events', inCluster(preset), 'reason=OOMKilled');
      await events.rows.first().click();
      const terms = events.get(testIds.details).locator('dt');
      await terms.first().waitFor();
      details.push(await terms.allInnerTexts());
      await page?.closeClean();
      page = undefined;
    }
    const [usual, ...others] = details;
    others.forEach((other) => assert.deepEqual(other, usual));
  });

  it('make the same problems', async () => {
    for (const preset of NAMES) {
      const events = await open('problems', inCluster(preset));
      const id = `${clusterOf(preset)}|shop|Deployment/web|oom`;
      await events.page.locator(`[data-problem="${id}"]`).click();
      await events.until(
        () => events.get(testIds.problem).innerText(),
        (text) =>
          /OOM killed \(exit code 137, memory limit 64Mi\), 4 times, 1 pod/.test(text) &&
          /Revision 12: .* by helm/.test(text),
        30_000
      );
      await page?.closeClean();
      page = undefined;
    }
  });
});
