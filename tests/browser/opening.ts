/**
 * Measures how long the page of problems takes to show the first problem, to count all, and to read their events:
 *
 *   GRAFANA_URL=http://127.0.0.1:3000 node tests/browser/opening.ts --from now-3h [--to now] [--times 3]
 *
 * Once from a new window with an empty cache, where Grafana itself has to start, and once from another page of a
 * Grafana that is open.
 */
import { parseArgs } from 'node:util';
import { testIds } from '../../src/shared/testIds.ts';
import { EventsPage } from './support/EventsPage.ts';
import { startWorld } from './support/world.ts';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: 'now-3h' },
    to: { type: 'string', default: 'now' },
    times: { type: 'string', default: '3' },
  },
});

const ID = 'lokievents-kubernetes-app';
const WAIT = { timeout: 120_000 };
const COUNTING = 'Counted back to';
const READING = 'All counted';
const range = { from: values.from, to: values.to };

const world = await startWorld();
try {
  for (let time = 0; time < Number(values.times); time++) {
    const page = await EventsPage.blank(world);
    await measure('in a new window', page, () => page.goto('problems', range));
    await page.page.goto(`${world.url}/plugins/${ID}`);
    await page.page.getByRole('heading', { level: 1 }).waitFor(WAIT);
    await measure('in an open Grafana', page, async () => {
      await page.page.evaluate(
        (address) => {
          history.pushState({}, '', address);
          dispatchEvent(new PopStateEvent('popstate'));
        },
        `/a/${ID}/problems?${new URLSearchParams(range)}`
      );
      await page.get(testIds.page).waitFor(WAIT);
    });
    await page.close();
  }
} finally {
  await world.close();
}

async function measure(where: string, page: EventsPage, open: () => Promise<void>): Promise<void> {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
  await open();
  const opened = seconds();
  await page.get(testIds.problemRow).first().waitFor(WAIT);
  const first = seconds();
  const status = page.get(testIds.problems).getByRole('status').first();
  await status.filter({ hasNotText: COUNTING }).waitFor(WAIT);
  const counted = seconds();
  await status.filter({ hasNotText: READING }).waitFor(WAIT);
  console.log(
    `${where}: the page after ${opened} s, the first problem after ${first} s, all counted after ${counted} s, ` +
      `all read after ${seconds()} s`
  );
}
