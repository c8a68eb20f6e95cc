/**
 * Prints what the app's pages ask a Loki for: how many queries a first look, a refresh, another group, a filter, a zoom
 * and the way back make, and what they cost by Loki's own statistics.
 *
 *   node tests/browser/asked.ts --loki http://127.0.0.1:3100 --from now-6h [--to now] [--pages events,problems]
 *
 * Fill the Loki with `node tests/loki/volume.ts`; the app must be built (`npm run build:app`).
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Page, type Response } from 'playwright-core';
import { testIds } from '../../src/shared/testIds.ts';
import { bundlePage } from '../host/bundle.ts';
import { startHost } from '../host/server.ts';
import { EventsPage } from './support/EventsPage.ts';
import { isQuery } from './support/lokiQueries.ts';
import { CHROMIUM, DIST } from './support/world.ts';

const { values } = parseArgs({
  options: {
    loki: { type: 'string', default: 'http://127.0.0.1:3100' },
    from: { type: 'string', default: 'now-6h' },
    to: { type: 'string', default: 'now' },
    pages: { type: 'string', default: 'events,groups,timeline,compare,reasons,story,problems' },
    dist: { type: 'string', default: DIST },
    verbose: { type: 'boolean', default: false },
  },
});

/** A page has asked for all it needs if it asks nothing for this long. */
const QUIET_MS = 2000;

interface LokiAnswer {
  data?: {
    stats?: { querier: { store: { totalChunksDownloaded: number } }; summary: { totalBytesProcessed: number } };
  };
}

/** What a page asks, from one action to the next. */
class Asked {
  readonly #page: Page;
  #queries = 0;
  #chunks = 0;
  #bytes = 0;
  #running = 0;
  #lastMs = performance.now();
  #texts: string[] = [];

  constructor(page: Page) {
    this.#page = page;
    page.on('request', (request) => {
      if (isQuery(request)) {
        this.#queries++;
        this.#running++;
        this.#texts.push(decodeURIComponent(request.url().replace(/^.*?\?/, '')).replace(/\+/g, ' '));
      }
    });
    page.on('requestfailed', (request) => isQuery(request) && this.#ended());
    page.on('response', (response) => isQuery(response.request()) && void this.#answered(response));
  }

  #ended(): void {
    this.#running--;
    this.#lastMs = performance.now();
  }

  async #answered(response: Response): Promise<void> {
    const { data } = (await response.json().catch(() => ({}))) as LokiAnswer;
    this.#chunks += data?.stats?.querier.store.totalChunksDownloaded ?? 0;
    this.#bytes += data?.stats?.summary.totalBytesProcessed ?? 0;
    this.#ended();
  }

  /** @param forMs how long to look, if the page asks again and again */
  async during(what: string, action: () => Promise<unknown>, forMs?: number): Promise<void> {
    [this.#queries, this.#chunks, this.#bytes, this.#texts] = [0, 0, 0, []];
    const started = performance.now();
    this.#lastMs = started;
    await action();
    const isOver = (): boolean =>
      forMs === undefined
        ? this.#running === 0 && performance.now() - this.#lastMs > QUIET_MS
        : performance.now() - started > forMs;
    while (!isOver()) {
      await this.#page.waitForTimeout(100);
    }
    const cells = [
      what,
      this.#queries,
      this.#chunks,
      `${(this.#bytes / 1e6).toFixed(0)} MB`,
      `${((this.#lastMs - started) / 1000).toFixed(1)} s`,
      (loadavg()[0] ?? 0).toFixed(1),
    ];
    console.log(`| ${cells.join(' | ')} |`);
    if (values.verbose) {
      this.#texts.forEach((text) => console.log(`    ${text}`));
    }
  }
}

const host = await startHost({
  port: 0,
  loki: new URL(values.loki),
  dist: values.dist,
  bundle: await bundlePage('own'),
});
const browser = await chromium.launch(CHROMIUM);
const world = { url: host.url, loki: values.loki, browser, isHost: true, close: () => browser.close() };
const range = { from: values.from, to: values.to };
const STORY = { kind: 'Pod', ns: 'team-7', name: 'pod-7' };

console.log(
  '| what | queries | chunks | bytes | until the last answer | load |\n| --- | --: | --: | --: | --: | --: |'
);
try {
  for (const name of values.pages.split(',')) {
    const events = await EventsPage.blank(world);
    const asked = new Asked(events.page);
    await asked.during(`${name}: open`, () => events.goto(name, { ...range, ...(name === 'story' && STORY) }));
    if (name === 'events') {
      await actions(events, asked);
    }
    const refresh = () => events.get(testIds.refresh).getByRole('button').first().click();
    await asked.during(`${name}: refresh by hand`, refresh);
    await asked.during(`${name}: to another page`, () => tab(events, name === 'reasons' ? 'Timeline' : 'Reasons'));
    await asked.during(`${name}: back`, () => events.page.goBack());
    await events.close();
  }
} finally {
  await browser.close();
  await host.close();
}

async function actions(events: EventsPage, asked: Asked): Promise<void> {
  await asked.during('events: group by reason', () => choose(events, 'reason'));
  await asked.during('events: group by namespace again', () => choose(events, 'namespace'));
  const group = events.get(testIds.groups).getByText('team-7', { exact: true });
  await asked.during('events: click on a group', () => group.click());
  await asked.during('events: back', () => events.page.goBack());
  await asked.during('events: zoom', () => brush(events));
  await asked.during('events: back', () => events.page.goBack());
  const params = Object.fromEntries(events.params());
  await events.goto('events', { ...params, refresh: '5s' });
  await asked.during('events: open with a refresh every 5 s, for 30 s', () => Promise.resolve(), 30_000);
  await asked.during('events: the next 30 s of it', () => Promise.resolve(), 30_000);
  await events.goto('events', params);
  await asked.during('events: without the refresh', () => Promise.resolve());
}

function tab(events: EventsPage, name: string): Promise<void> {
  return events.page.getByRole('tab', { name }).click();
}

async function choose(events: EventsPage, group: string): Promise<void> {
  await events.page.evaluate((value) => {
    const url = new URL(location.href);
    url.searchParams.set('by', value);
    history.pushState({}, '', url);
    dispatchEvent(new PopStateEvent('popstate'));
  }, group);
}

/** Selects the middle third of the histogram. */
async function brush(events: EventsPage): Promise<void> {
  const box = await events.get(testIds.histogram).boundingBox();
  const { x, y, width, height } = box!;
  const { mouse } = events.page;
  await mouse.move(x + width / 3, y + height / 2);
  await mouse.down();
  await mouse.move(x + (width * 2) / 3, y + height / 2, { steps: 5 });
  await mouse.up();
}
