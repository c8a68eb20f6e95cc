import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Route } from 'playwright-core';
import { entryOf, type Event } from '../../pkg/event/src/index.ts';
import { PAGES_AT_ONCE } from '../../src/rows/measures.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { EventsPage } from './support/EventsPage.ts';
import { eventAt } from './support/entries.ts';
import { failWith, interceptQueries, type LokiQuery } from './support/lokiQueries.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
const RUN = Date.now().toString(36);
/** The namespaces of this spec alone. */
const OURS = `_namespace=~".+-${RUN}"`;
/** What a page of the list may hold at most: it is searched in parts, and the last one may be as large as all others. */
const PAGE = 1000;
/** How many events of one object: more than the list loads on its own while they fold into one row. */
const REPEATS = (PAGES_AT_ONCE + 3) * PAGE;

/** Requests of the page to Loki that wait until they are let through. */
class Gate {
  readonly waiting: Route[] = [];
  #isOpen = false;
  readonly #page: EventsPage;

  static async in(page: EventsPage, matches: (query: LokiQuery) => boolean): Promise<Gate> {
    const gate = new Gate(page);
    await interceptQueries(
      page.page,
      (query) => !gate.#isOpen && matches(query),
      (route) => gate.waiting.push(route)
    );
    return gate;
  }

  private constructor(page: EventsPage) {
    this.#page = page;
  }

  /** Lets what waits through, and resolves once it is answered. */
  async open(): Promise<void> {
    this.#isOpen = true;
    for (const route of this.waiting.splice(0)) {
      const answered = this.#page.page.waitForResponse((response) => response.request() === route.request());
      await route.continue();
      await answered;
    }
  }
}

const isList = ({ expr }: LokiQuery) => expr.startsWith('{');

/** The shortest that a Grafana allows unless it is set up otherwise. */
const REFRESH = '5s';

/** The number that a text begins with. */
const countIn = (text: string) => Number(/^[\d,]+/.exec(text)?.[0].replace(/,/g, ''));

describe('the list while it refreshes', () => {
  let world: World;
  let page: EventsPage | undefined;
  const open = async (...args: Parameters<typeof EventsPage.open> extends [World, ...infer Rest] ? Rest : never) => {
    page = await EventsPage.open(world, ...args);
    return page;
  };
  const write = async (written: Event[]) => {
    // Loki takes no push over 4 MiB.
    for (let at = 0; at < written.length; at += 1000) {
      await push(
        world.loki,
        written.slice(at, at + 1000).map((event) => entryOf(event, 1))
      );
    }
  };

  before(async () => {
    world = await startWorld();
    const now = Date.now();
    await write([
      ...Array.from({ length: REPEATS }, (_, at) =>
        eventAt(now - 120 * MINUTE + at * 1000, { namespace: `repeats-${RUN}`, name: 'same', count: at + 1 })
      ),
      ...['one', 'two', 'three', 'four'].map((name, at) =>
        eventAt(now - 5 * MINUTE - at * 1000, { namespace: `few-${RUN}`, name, reason: `Reason${name}` })
      ),
    ]);
  });
  after(() => world?.close());
  afterEach(async () => {
    const opened = page;
    page = undefined;
    await opened?.closeClean();
  });

  it('shows no row of a filter that was changed while a slow Loki answered the refresh', async () => {
    const namespace = `few-${RUN}`;
    const events = await open('events', { f: `_namespace=${namespace}`, base: OURS, refresh: REFRESH });
    await events.rowTexts();
    const gate = await Gate.in(events, isList);
    await events.until(
      () => gate.waiting.length,
      (held) => held > 0
    );
    await write([eventAt(Date.now(), { namespace, name: 'arrives-late' })]);
    await events
      .get(testIds.activeFilters)
      .getByRole('button', { name: /exclude/i })
      .click();
    await events.until(
      () => events.params().getAll('f'),
      ([filter]) => filter === `_namespace!=${namespace}`
    );
    await gate.open();
    await events.until(
      () => events.rows.allInnerTexts(),
      (rows) => rows.length > 0 && rows.every((row) => row.includes('same'))
    );
  });

  it('keeps the list when a refresh fails, and says so', async () => {
    const events = await open('events', { f: `_namespace=few-${RUN},` });
    const before = await events.rowTexts();
    const restore = await interceptQueries(events.page, () => true, failWith('bad gateway', 502));
    await events.get(testIds.refresh).getByRole('button').first().click();
    const notice = events.get(testIds.list).getByTestId(testIds.failed);
    await notice.waitFor();
    assert.match(await notice.innerText(), /Refresh failed.*bad gateway/s);
    assert.deepEqual(await events.rows.allInnerTexts(), before);
    await restore();
    await notice.getByRole('button').click();
    await notice.waitFor({ state: 'detached' });
    events.errors.length = 0;
  });

  it('loads a folded list by a few pages at once, however few rows they are', async () => {
    const events = await open('events', { f: `_namespace=repeats-${RUN}` });
    const state = () => events.get(testIds.list).getByRole('status').innerText();
    const loaded = async (more: number) => {
      await events.until(
        async () => [await state(), await events.get(testIds.loadMore).count()] as const,
        ([text, buttons]) =>
          /events loaded\. Scroll for more\. · 1 row · /.test(text) && buttons === 1 && countIn(text) > more
      );
      return countIn(await state());
    };
    const first = await loaded(0);
    assert.ok(first <= (PAGES_AT_ONCE + 1) * PAGE, `${first} of ${REPEATS}`);
    await events.get(testIds.loadMore).click();
    const second = await loaded(first);
    assert.ok(second <= first + PAGE, `${second} after ${first}`);
    assert.equal(await events.rowCount(), 1);
  });

  it('acts by keys on the event that was clicked, also when others arrive on top', async () => {
    const namespace = `few-${RUN}`;
    const events = await open('events', { f: `_namespace=${namespace}`, refresh: REFRESH });
    await events.rowTexts();
    await events.rows.filter({ hasText: 'Reasonthree' }).click({ position: { x: 20, y: 10 } });
    await events.get(testIds.details).waitFor();
    await events.page.keyboard.press('Escape');
    await events.get(testIds.details).waitFor({ state: 'detached' });
    await write([eventAt(Date.now(), { namespace, name: 'newest', reason: 'Newest' })]);
    await events.rows.filter({ hasText: 'Newest' }).waitFor();
    await events.page.keyboard.press('x');
    await events.until(
      () => events.params().getAll('f'),
      (filters) => filters.includes('reason!=Reasonthree')
    );
    await events.rows.filter({ hasText: 'Reasontwo' }).click({ position: { x: 20, y: 10 } });
    await events.page.keyboard.press('s');
    await events.get(testIds.story).waitFor();
    assert.equal(events.params().get('name'), 'two');
  });
});
