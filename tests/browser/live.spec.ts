import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { seriousFaults } from './support/axe.ts';
import { Door } from './support/Door.ts';
import { eventAt } from './support/entries.ts';
import { EventsPage } from './support/EventsPage.ts';
import { startWorld, type World } from './support/world.ts';

const ON_HOST = { skip: process.env.GRAFANA_URL ? 'what stands in front of Loki is Grafana’s own there' : false };

describe('the live view', () => {
  let world: World;
  let door: Door;
  let live: EventsPage;
  let namespace: string;
  let number = 0;

  /** Opens the view on a namespace that is this test's own. */
  const open = async (params: Record<string, string> = {}) => {
    namespace = `live-${Date.now().toString(36)}`;
    number = 0;
    live = await EventsPage.open(world, 'live', { f: `_namespace=${namespace}`, ...params });
  };
  const happen = async (count = 1) => {
    const events = Array.from({ length: count }, () => {
      number += 1;
      return entryOf(eventAt(Date.now(), { namespace, name: `pod-${number}`, message: `number ${number}` }), 1);
    });
    await push(world.loki, events);
  };
  const stands = (state: string, within?: number) =>
    live.until(
      () => live.get(testIds.liveState).getAttribute('data-state'),
      (shown) => shown === state,
      within
    );
  /** Which ones are shown, newest first. */
  const numbers = async () => {
    const texts = await live.rows.allInnerTexts();
    return texts.map((text) => Number(/number (\d+)/.exec(text)?.[1]));
  };
  const shows = (expected: number[], within?: number) =>
    live.until(numbers, (shown) => [...shown].sort((a, b) => b - a).join() === expected.join(), within);

  before(async () => {
    world = await startWorld({
      inFront: async (loki) => {
        door = await Door.inFrontOf(loki);
        return door.url;
      },
    });
  });
  afterEach(async () => {
    if (door) {
      door.tails = 'pass';
    }
    await live.close();
  });
  after(async () => {
    await world?.close();
    door?.close();
  });

  it('shows events as they arrive, and keeps a pause in the address', async () => {
    await open();
    await stands('live');
    await happen();
    await shows([1]);
    await live.page.keyboard.press('p');
    await live.until(
      () => live.params().get('paused'),
      (paused) => paused === '1'
    );
    await happen(2);
    await live.page.getByRole('button', { name: '2 new' }).waitFor();
    assert.deepEqual(await numbers(), [1]);
    await live.page.keyboard.press('p');
    await shows([3, 2, 1]);
    assert.equal(live.params().get('paused'), null);
  });

  it('shows messages whole, with the quotes that the line does not have', async () => {
    // Without any filter: then Loki's tail leaves out the metadata, which has the message whole.
    live = await EventsPage.open(world, 'live');
    await stands('live');
    const message = `Readiness probe failed: Get "http://10.0.0.1:8080/": dial tcp, try ${Date.now()}`;
    await push(world.loki, [entryOf(eventAt(Date.now(), { namespace: 'quotes', message }), 1)]);
    await live.until(
      () => live.rows.allInnerTexts(),
      (rows) => rows.some((row) => row.includes(message))
    );
  });

  it('leaves its keys alone under a dialog', async () => {
    await open();
    await stands('live');
    await live.page.keyboard.press('?');
    await live.page.getByRole('dialog').waitFor();
    await live.page.keyboard.press('p');
    await live.page.keyboard.press('Escape');
    await live.page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(live.params().get('paused'), null);
    await live.page.keyboard.press('p');
    await live.until(
      () => live.params().get('paused'),
      (paused) => paused === '1'
    );
  });

  it('shows what happened just before it was opened', async () => {
    await open();
    await happen(3);
    await live.page.reload();
    await shows([3, 2, 1]);
  });

  it('shows how many events arrive per second', async () => {
    await open();
    await stands('live');
    await live.until(
      async () => {
        // The rate is that of the last seconds: events keep coming, so that a slow machine does not miss it.
        await happen(20);
        return live.get(testIds.live).innerText();
      },
      (text) => /\b[1-9][\d.]*\/s/.test(text)
    );
  });

  it('reconnects when the connection is cut, and shows each event once', ON_HOST, async () => {
    await open();
    await stands('live');
    await happen(3);
    await shows([3, 2, 1]);
    const asked = door.asked;
    door.tails = 'refuse';
    door.cut();
    await stands('lost');
    await happen(4);
    door.tails = 'pass';
    await stands('live', 30_000);
    await happen(3);
    await shows([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    assert.ok(door.asked > asked);
  });

  it('asks every other second where no tail gets through, and goes over to it once it does', ON_HOST, async () => {
    door.tails = 'refuse';
    await open();
    await stands('polling');
    await happen(3);
    await shows([3, 2, 1]);
    await happen(2);
    await shows([5, 4, 3, 2, 1]);
    door.tails = 'pass';
    await stands('live', 45_000);
    await happen(1);
    await shows([6, 5, 4, 3, 2, 1]);
  });

  it('notices a connection that died without a word', ON_HOST, async () => {
    await open();
    await stands('live');
    await happen(1);
    await shows([1]);
    const { asked } = door;
    door.silence();
    await live.until(
      async () => {
        await happen(1);
        return door.asked;
      },
      (now) => now > asked,
      60_000
    );
    await happen(1);
    // As many as fit are in view: each of them once, none left out.
    await live.until(numbers, (shown) => shown.length > 5 && shown.every((one, at) => one === number - at));
  });

  it('leaves nothing out of a storm that Loki’s tail cannot keep up with', async () => {
    await open();
    await stands('live');
    for (let round = 0; round < 20; round++) {
      await happen(100);
    }
    await live.until(
      () => live.page.getByRole('grid').getAttribute('aria-rowcount'),
      (rows) => rows === '2000',
      30_000
    );
    assert.doesNotMatch(await live.get(testIds.live).innerText(), /left out/);
  });

  it('is gone through by keys: it stays where one reads', async () => {
    await open();
    await stands('live');
    await happen(3);
    await shows([3, 2, 1]);
    await live.page.keyboard.press('j');
    await live.page.keyboard.press('Enter');
    await live.get(testIds.details).waitFor();
    await happen(1);
    await live.page.getByRole('button', { name: '1 new' }).waitFor();
    assert.equal((await numbers()).length, 3);
  });

  for (const theme of ['dark', 'light']) {
    it(`is accessible: ${theme}`, async () => {
      await open({ theme, lang: 'en-US' });
      await stands('live');
      await happen(2);
      await shows([2, 1]);
      assert.deepEqual(await seriousFaults(live), []);
    });
  }
});
