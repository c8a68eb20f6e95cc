import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf, type Event } from '../../pkg/event/src/index.ts';
import { ENDS_AND_NEWEST } from '../../src/loki/endsAndNewest.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { EventsPage } from './support/EventsPage.ts';
import { eventAt } from './support/entries.ts';
import { failWith, interceptQueries, isQuery, type LokiQuery, queriesOf } from './support/lokiQueries.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
/** Loki's ingesters are asked for the last three hours alone, and what is written here stays in them. */
const MINUTES = 160;
const RUN = Date.now().toString(36);
const NAMESPACES = ['blue', 'red'].map((name) => `${name}-${RUN}`);
const [BLUE = '', RED = ''] = NAMESPACES;
/** What the page counts: how often things happened, and of how many objects. */
const COUNTS = 2;

const isCount = ({ expr }: LokiQuery): boolean => expr.startsWith('sum');

/** How often the page counts, from one look to the next. */
class Counted {
  #count = 0;

  constructor(page: EventsPage) {
    page.page.on('request', (request) => {
      if (isQuery(request)) {
        this.#count += queriesOf(request).filter(isCount).length;
      }
    });
  }

  take(): number {
    const count = this.#count;
    this.#count = 0;
    return count;
  }
}

describe('how often the page asks Loki to count', () => {
  let world: World;
  let page: EventsPage | undefined;
  const written: Event[] = [];
  const writtenTo = (namespace: string) => written.filter((event) => event.metadata?.namespace === namespace).length;

  const write = async (...events: Event[]): Promise<void> => {
    await push(
      world.loki,
      events.map((event) => entryOf(event, 1))
    );
    written.push(...events);
  };
  const open = async (params: Record<string, string> = {}): Promise<EventsPage> => {
    page = await EventsPage.open(world, 'events', {
      from: `now-${MINUTES}m`,
      base: `_namespace=~".+-${RUN}"`,
      ...params,
    });
    return page;
  };
  /** Waits until all is counted, objects too, and it is the number of events written. */
  const shows = (events: EventsPage, count = written.length): Promise<string> =>
    events.until(
      () => events.get(testIds.totals).innerText(),
      (text) => text.includes(`${count} occurrences`) && /\d objects?/.test(text) && !/so far/.test(text)
    );
  const refresh = (events: EventsPage) => events.get(testIds.refresh).getByRole('button').first().click();

  before(async () => {
    world = await startWorld();
    const start = Date.now() - (MINUTES - 10) * MINUTE;
    for (const namespace of NAMESPACES) {
      await write(
        ...Array.from({ length: (MINUTES - 20) / 2 }, (_, at) =>
          eventAt(start + at * 2 * MINUTE, { namespace, name: `web-${at % 7}`, reason: `Reason${at % 5}` })
        )
      );
    }
  });
  after(() => world?.close());
  afterEach(async () => {
    const opened = page;
    page = undefined;
    await opened?.closeClean();
  });

  it('counts the newest part alone in an automatic refresh', async () => {
    const events = await open({ refresh: '5s' });
    const counted = new Counted(events);
    await shows(events);
    await events.until(
      () => counted.take(),
      (count) => count === 0
    );
    await write(eventAt(Date.now(), { namespace: RED, name: 'web-1' }));
    const texts: string[] = [];
    await events.until(
      async () => texts.push(await events.get(testIds.totals).innerText()),
      () => texts.at(-1)?.includes(`${written.length} occurrences`) ?? false
    );
    await shows(events);
    const count = counted.take();
    // One refresh or two: the event may come between a count and the next.
    assert.ok(count <= 2 * COUNTS * ENDS_AND_NEWEST, `${count} counts`);
  });

  it('counts little when a person comes back to a group', async () => {
    const events = await open();
    const counted = new Counted(events);
    await shows(events);
    const group = (name: string) => events.get(testIds.groups).getByTestId(testIds.groupRow(name));
    await group(BLUE).waitFor();
    await events.get(testIds.groups).getByRole('button', { name: RED }).first().click();
    await shows(events, writtenTo(RED));
    counted.take();
    await events.page.goBack();
    await shows(events);
    const count = counted.take();
    assert.ok(count <= COUNTS * ENDS_AND_NEWEST, `${count} counts`);
  });

  it('counts events that arrive late once a person refreshes, each once', async () => {
    const events = await open();
    await shows(events);
    await write(
      eventAt(Date.now() - 110 * MINUTE, { namespace: `late-${RUN}` }),
      eventAt(Date.now() - 20 * MINUTE, { namespace: `late-${RUN}` })
    );
    await refresh(events);
    await shows(events);
  });

  it('keeps the counts when a part fails, and counts each event once after that', async () => {
    const events = await open();
    await shows(events);
    const restore = await interceptQueries(events.page, isCount, failWith('bad gateway', 502));
    await refresh(events);
    await events.get(testIds.groups).getByText('bad gateway').first().waitFor();
    assert.ok((await events.get(testIds.totals).innerText()).includes(`${written.length} occurrences`));
    await restore();
    await write(eventAt(Date.now(), { namespace: BLUE, name: 'web-2' }));
    await refresh(events);
    await shows(events);
    events.errors.length = 0;
  });
});
