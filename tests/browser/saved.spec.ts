import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type BrowserContext } from 'playwright-core';
import { entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { ID, ROOT } from '../../src/view/appId.ts';
import { type AppSettings } from '../../src/view/settings.ts';
import { push } from '../loki/loki.ts';
import { seriousFaults } from './support/axe.ts';
import { eventAt } from './support/entries.ts';
import { isKnown } from './support/complaints.ts';
import { EventsPage } from './support/EventsPage.ts';
import { keepFor, ownStorage } from './support/kept.ts';
import { grafanaApi } from './support/panels.ts';
import { type Role, signedIn } from './support/people.ts';
import { saveSettings } from './support/settings.ts';
import { startWorld, type World } from './support/world.ts';

const HERE: [string, string] = ['f', '_namespace=saved'];
const WARNINGS: [string, string] = ['f', '_type=Warning'];
const STORAGE = '**/user-storage/**';
const SETTINGS = `/api/plugins/${ID}/settings`;

/** What is kept under an id for one's own saved filters. */
const kept = (filters: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(filters).map(([name, link]) => [`saved/${name}`, JSON.stringify({ id: name, name, link })])
  );

describe('saved filters', () => {
  let world: World;
  let own: AppSettings;
  const contexts: BrowserContext[] = [];
  const pages: EventsPage[] = [];

  before(async () => {
    world = await startWorld();
    own = (await grafanaApi<{ jsonData?: AppSettings }>(world, SETTINGS)).jsonData ?? {};
    const now = Date.now();
    const events = ['Warning', 'Normal'].map((type, at) =>
      entryOf(eventAt(now - at * 1000, { namespace: 'saved', name: `web-${at}`, type }), 1)
    );
    await push(world.loki, events);
  });
  afterEach(async () => {
    const errors = pages
      .flatMap((page) => page.errors.splice(0))
      .filter((error) => !isKnown(error) && !/user-storage/.test(error));
    for (const context of contexts.splice(0)) {
      await context.unrouteAll({ behavior: 'ignoreErrors' });
      await keepFor(world, context, undefined);
      await context.close();
    }
    pages.splice(0);
    await saveSettings(world, { links: [], ...own });
    assert.deepEqual(errors, []);
  });
  after(() => world?.close());

  /** A window of somebody with this role, who has kept these texts. */
  const as = async (role: Role, texts: Record<string, string> = {}, viewport?: { width: number; height: number }) => {
    const context = await signedIn(world, role, viewport);
    contexts.push(context);
    await keepFor(world, context, texts);
    return tab(context);
  };
  const tab = async (context: BrowserContext) => {
    const page = await EventsPage.in(world, context);
    pages.push(page);
    return page;
  };
  const panel = (page: EventsPage) => page.get(testIds.savedPanel);
  const row = (page: EventsPage, name: string) => page.get(testIds.savedRow).filter({ hasText: name });
  const button = (page: EventsPage, name: string | RegExp) => panel(page).getByRole('button', { name });
  const open = async (page: EventsPage) => {
    await page.get(testIds.saved).click();
    await panel(page).waitFor();
  };
  const closed = (page: EventsPage) => panel(page).waitFor({ state: 'detached' });
  const names = async (page: EventsPage, owner: string) =>
    (await page.get(testIds.savedOf(owner)).getByTestId(testIds.savedRow).allInnerTexts()).map(
      (text) => text.split('\n')[0]
    );
  /** The text of the button in the header, once it is this. */
  const shows = (page: EventsPage, text: string) =>
    page.until(
      async () => (await page.get(testIds.saved).innerText()).replace(/\s+/g, ' ').trim(),
      (shown) => shown === text
    );
  const save = async (page: EventsPage, name: string, { forAll = false, withTime = false } = {}) => {
    await open(page);
    await button(page, 'Save current filters…').click();
    await panel(page).getByRole('textbox', { name: 'Name' }).fill(name);
    if (forAll) {
      await panel(page).getByRole('radio', { name: 'Everyone in the organization' }).check({ force: true });
    }
    if (withTime) {
      await panel(page).getByRole('checkbox', { name: 'With the time range' }).check({ force: true });
    }
    await button(page, 'Save').click();
  };
  const path = (page: EventsPage) => new URL(page.page.url()).pathname.replace(/.*\//, '');
  /** The page that is open, once it is this one. */
  const isOn = async (page: EventsPage, name: string) => {
    await page.page.waitForURL((url) => url.pathname.endsWith(`${ROOT}/${name}`));
    await page.get(testIds.page).waitFor();
  };

  it('are saved, are there after a reload, and are applied by mouse; the time range stays, and Back goes one step', async () => {
    const page = await as('Admin');
    await page.goto('events', [HERE, WARNINGS, ['from', 'now-6h'], ['by', 'workload']]);
    await save(page, 'Warnings <b>"here"</b> 🔥');
    await closed(page);
    await shows(page, 'Warnings <b>"here"</b> 🔥');

    await page.goto('problems', [['from', 'now-1h']]);
    await page.page.reload();
    await shows(page, 'Saved filters');
    await open(page);
    assert.deepEqual(await names(page, 'me'), ['Warnings <b>"here"</b> 🔥']);
    await row(page, 'Warnings').getByRole('button').first().click();
    await closed(page);
    await isOn(page, 'events');
    const params = page.params();
    assert.deepEqual(params.getAll('f'), ['_namespace=saved', '_type=Warning']);
    assert.deepEqual([params.get('from'), params.get('by')], ['now-1h', 'workload']);
    await page.until(
      () => page.rowCount(),
      (count) => count === 1
    );
    await shows(page, 'Warnings <b>"here"</b> 🔥');
    await page.page.goBack();
    await isOn(page, 'problems');
    assert.deepEqual(page.params().getAll('f'), []);
  });

  it('are opened, searched and applied by keys, which then work on the page again', async () => {
    const page = await as(
      'Admin',
      kept({ Alpha: 'events?f=_namespace%3Dsaved', Beta: 'timeline?f=_namespace%3Dsaved' })
    );
    const { keyboard } = page.page;
    const isOnPage = () => page.page.evaluate(() => document.activeElement === document.body);
    await page.goto('events', [HERE, WARNINGS]);
    await page.rows.first().waitFor();
    await keyboard.press('v');
    await row(page, 'Beta').waitFor();
    await keyboard.type('bet');
    await keyboard.press('Enter');
    await closed(page);
    await isOn(page, 'timeline');
    await page.until(isOnPage, Boolean);

    await keyboard.press('v');
    await row(page, 'Beta').waitFor();
    await keyboard.press('Escape');
    await closed(page);
    await page.until(isOnPage, Boolean);

    await keyboard.press('v');
    await row(page, 'Beta').waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowDown']) {
      await keyboard.press(key);
    }
    await keyboard.press('Enter');
    await closed(page);
    await isOn(page, 'events');
    await page.rows.first().waitFor();
    await page.until(isOnPage, Boolean);
    await keyboard.press('j');
    await keyboard.press('Enter');
    await page.get(testIds.details).waitFor();
    await keyboard.press('?');
    await page.get(testIds.help).getByText('Saved filters').waitFor();
  });

  it('show what has changed, and are overwritten, renamed and deleted, each with a way back', async () => {
    const page = await as('Admin', kept({ Mine: 'events?f=_namespace%3Dsaved' }));
    await page.goto('events', [HERE]);
    await shows(page, 'Mine');
    await page.pick('_type', 'Warning');
    // The view is no longer that of the filter, and nobody has chosen it.
    await shows(page, 'Saved filters');
    await open(page);
    await row(page, 'Mine').getByRole('button').first().click();
    await page.pick('_type', 'Warning');
    await shows(page, 'Mine changed: filters');
    await open(page);
    await row(page, 'Mine').hover();
    await button(page, 'Overwrite "Mine" with the current filters').click();
    await shows(page, 'Mine');
    await button(page, 'Undo').click();
    await shows(page, 'Mine changed: filters');
    await row(page, 'Mine').hover();
    await button(page, 'Overwrite "Mine" with the current filters').click();
    await shows(page, 'Mine');

    await row(page, 'Mine').hover();
    await button(page, 'Rename "Mine"').click();
    await panel(page).getByRole('textbox', { name: 'Name' }).fill('Other');
    await page.page.keyboard.press('Enter');
    await shows(page, 'Other');
    await row(page, 'Other').hover();
    await button(page, 'Rename "Other"').click();
    await page.page.keyboard.press('Escape');
    await row(page, 'Other').waitFor();

    await row(page, 'Other').hover();
    await button(page, 'Delete "Other"').click();
    await shows(page, 'Saved filters');
    assert.deepEqual(await names(page, 'me'), []);
    await page.page.keyboard.press('Enter');
    await shows(page, 'Other');
    await page.page.keyboard.press('Escape');
    await page.page.reload();
    await shows(page, 'Other');
  });

  it('have a link that shows others the same, and a name each', async () => {
    const page = await as('Admin', kept({ Mine: 'events?f=_namespace%3Dsaved&from=now-2d&to=now' }));
    await page.goto('events', [WARNINGS]);
    await open(page);
    await row(page, 'Mine').hover();
    await button(page, 'Copy the link of "Mine"').click();
    await panel(page).getByText('Link copied').waitFor();
    const copied = new URL(await page.page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(copied.href, `${world.url}${ROOT}/events?f=_namespace%3Dsaved&from=now-2d&to=now`);
    await button(page, 'Save current filters…').click();
    await panel(page).getByRole('textbox', { name: 'Name' }).fill(' mine ');
    await button(page, 'Save').click();
    await panel(page).getByText('A saved filter is already named "mine"').waitFor();
    await panel(page).getByRole('textbox', { name: 'Name' }).fill('x'.repeat(300));
    assert.equal((await panel(page).getByRole('textbox', { name: 'Name' }).inputValue()).length, 100);
  });

  it('set the time range if they were saved with it', async () => {
    const page = await as('Admin');
    await page.goto('events', [HERE, ['from', 'now-2d']]);
    await save(page, 'Two days', { withTime: true });
    await closed(page);
    await page.goto('events', [HERE]);
    await shows(page, 'Saved filters');
    await open(page);
    await row(page, 'Two days').getByText('Last 2 days').click();
    await shows(page, 'Two days');
    assert.equal(page.params().get('from'), 'now-2d');
  });

  it('stay usable where there are 200 of them', async () => {
    const many = Array.from({ length: 200 }, (_, at) => [`Filter ${at}`, 'events?f=_namespace%3Dsaved'] as const);
    const page = await as('Admin', kept({ ...Object.fromEntries(many), ['x'.repeat(100)]: 'events' }));
    await page.goto('problems');
    await open(page);
    await page.until(
      () => names(page, 'me'),
      (all) => all.length === 201
    );
    const box = await panel(page).boundingBox();
    assert.ok(box && box.y + box.height <= 900, JSON.stringify(box));
    await page.page.keyboard.type('199');
    assert.deepEqual(await names(page, 'me'), ['Filter 199']);
    await page.page.keyboard.press('Enter');
    await shows(page, 'Filter 199');
  });

  describe('for the organization', () => {
    it('are saved by an administrator, and seen by a viewer who cannot change them', async () => {
      const admin = await as('Admin');
      await admin.goto('events', [HERE, WARNINGS]);
      await save(admin, 'For all', { forAll: true });
      await closed(admin);
      await shows(admin, 'For all');

      const viewer = await as('Viewer');
      await viewer.goto('problems');
      await open(viewer);
      await row(viewer, 'For all').hover();
      assert.deepEqual(await names(viewer, 'organization'), ['For all']);
      await button(viewer, 'Copy the link of "For all"').waitFor();
      assert.equal(await button(viewer, /^(Rename|Delete|Overwrite) "For all"/).count(), 0);
      await button(viewer, 'Save current filters…').click();
      await panel(viewer).getByRole('textbox', { name: 'Name' }).waitFor();
      assert.equal(await panel(viewer).getByRole('radio').count(), 0);
      await viewer.page.keyboard.press('Escape');
      await row(viewer, 'For all').getByRole('button').first().click();
      await isOn(viewer, 'events');
      await viewer.until(
        () => viewer.rowCount(),
        (count) => count === 1
      );

      await open(admin);
      await row(admin, 'For all').hover();
      await button(admin, 'Rename "For all"').click();
      await panel(admin).getByRole('textbox', { name: 'Name' }).fill('For everybody');
      await admin.page.keyboard.press('Enter');
      await shows(admin, 'For everybody');
      await open(viewer);
      await row(viewer, 'For everybody').waitFor();
      await row(admin, 'For everybody').hover();
      await button(admin, 'Delete "For everybody"').click();
      await button(admin, 'Undo').waitFor();
      assert.deepEqual(await names(admin, 'organization'), []);
    });

    it('stay when the configuration page saves what it has, and its bad entries are named there', async () => {
      const savedFilters = [
        { name: 'Good', link: 'events' },
        { name: 'Bad page', link: 'nowhere' },
      ] as AppSettings['savedFilters'];
      await saveSettings(world, { links: [], savedFilters, startPage: 'filter:Good' });
      const page = await as('Admin');
      const configuration = async () => {
        await page.page.goto(`${world.url}/plugins/${ID}?page=configuration`);
        await page.page.getByRole('button', { name: 'Test' }).waitFor();
      };
      await configuration();
      await page.get(testIds.savedBroken).getByText('Bad page: its link is no page with filters').waitFor();
      await saveSettings(world, { links: [], savedFilters: [...(savedFilters ?? []), { name: 'New', link: 'live' }] });
      await page.page.getByRole('button', { name: 'Save' }).click();
      await page.page.getByRole('button', { name: 'Saved' }).waitFor();
      const { jsonData } = await grafanaApi<{ jsonData: AppSettings }>(world, SETTINGS);
      assert.deepEqual(
        jsonData.savedFilters?.map(({ name }) => name),
        ['Good', 'Bad page', 'New']
      );
      await page.goto('problems');
      await open(page);
      await row(page, 'New').waitFor();
      assert.deepEqual(await names(page, 'organization'), ['Good', 'New']);
    });
  });

  describe('saved in two tabs at once', () => {
    for (const [whose, forAll] of [
      ['mine', false],
      ["the organization's", true],
    ] as const) {
      it(`are both kept: ${whose}`, async () => {
        const one = await as('Admin');
        const two = await tab(one.page.context());
        for (const [page, name] of [
          [one, 'One'],
          [two, 'Two'],
        ] as const) {
          await page.goto('events', [HERE]);
          await open(page);
          await button(page, 'Save current filters…').click();
          await panel(page).getByRole('textbox', { name: 'Name' }).fill(name);
          if (forAll) {
            await panel(page).getByRole('radio', { name: 'Everyone in the organization' }).check({ force: true });
          }
        }
        await Promise.all([one, two].map((page) => button(page, 'Save').click()));
        await Promise.all([one, two].map(closed));
        await open(one);
        const owner = forAll ? 'organization' : 'me';
        await one.until(
          () => names(one, owner),
          (all) => all.join() === 'One,Two'
        );
      });
    }

    it('say so if the other has deleted what is changed', async () => {
      const one = await as('Admin', kept({ Mine: 'events' }));
      const two = await tab(one.page.context());
      for (const page of [one, two]) {
        await page.goto('problems');
        await open(page);
        await row(page, 'Mine').hover();
      }
      await button(one, 'Delete "Mine"').click();
      await button(one, 'Undo').waitFor();
      await button(two, 'Rename "Mine"').click();
      await panel(two).getByRole('textbox', { name: 'Name' }).fill('Mine 2');
      await two.page.keyboard.press('Enter');
      await panel(two).getByText('"Mine" has been deleted in the meantime').waitFor();
    });
  });

  describe('where Grafana fails', () => {
    it('are not called none before they are read, and can be read again', async () => {
      const page = await as('Admin', kept({ Mine: 'events' }));
      let status = 0;
      let release = () => undefined as void;
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.page.route(STORAGE, async (route) => {
        await held;
        await (status ? route.fulfill({ status, json: { message: 'storage is down' } }) : route.continue());
      });
      await page.goto('problems');
      await open(page);
      const mine = page.get(testIds.savedOf('me'));
      await mine.getByText('Loading…').waitFor();
      assert.equal(await mine.getByText('None saved yet').count(), 0);
      status = 500;
      release();
      await mine.getByText('Could not be read: 500: storage is down').waitFor();
      assert.equal(await mine.getByText('None saved yet').count(), 0);
      status = 0;
      await mine.getByRole('button', { name: 'Try again' }).click();
      await row(page, 'Mine').waitFor();
    });

    it('stay as they are if a save is refused, and the form keeps what was typed', async () => {
      const page = await as('Admin', kept({ Mine: 'events' }));
      await page.goto('events', [HERE]);
      await page.page.route(STORAGE, (route) =>
        route.request().method() === 'GET'
          ? route.continue()
          : route.fulfill({ status: 403, json: { message: 'not for you' } })
      );
      await save(page, 'Refused');
      await panel(page).getByText('403: not for you').waitFor();
      assert.equal(await panel(page).getByRole('textbox', { name: 'Name' }).inputValue(), 'Refused');
      await button(page, 'Cancel').click();
      assert.deepEqual(await names(page, 'me'), ['Mine']);
    });

    it('are in the browser if Grafana keeps nothing for this person, and the page says so', async () => {
      const page = await as('Admin');
      await page.page.route(STORAGE, (route) => route.fulfill({ status: 403, json: { message: 'no' } }));
      await page.goto('events', [HERE]);
      await save(page, 'Local');
      await closed(page);
      await page.page.reload();
      await shows(page, 'Local');
      await open(page);
      await panel(page)
        .getByText(/kept in this browser only/)
        .waitFor();
    });

    it('are in the browser if nobody is signed in', async () => {
      const page = await EventsPage.blank(world);
      contexts.push(page.page.context());
      await page.goto('events', [HERE]);
      await save(page, 'Anonymous');
      await closed(page);
      await page.page.reload();
      await shows(page, 'Anonymous');
      await open(page);
      await panel(page)
        .getByText(/kept in this browser only/)
        .waitFor();
    });

    it('keep what cannot be read until somebody deletes it', async () => {
      const page = await as('Admin', { 'saved/bad': '{"name":', 'saved/later': '{"name":"Later","view":{}}' });
      await page.goto('events', [HERE]);
      await save(page, 'New');
      await closed(page);
      assert.equal((await ownStorage(world, page.page.context()))?.['saved/bad'], '{"name":');
      await open(page);
      await page.get(testIds.savedBroken).filter({ hasText: 'Later: its link' }).waitFor();
      await button(page, 'Delete "bad"').click();
      await button(page, 'Undo').click();
      await page.get(testIds.savedBroken).nth(1).waitFor();
      assert.equal((await ownStorage(world, page.page.context()))?.['saved/bad'], '{"name":');
    });
  });

  describe('and where the app opens', () => {
    /** The titles of all pages that were shown, in the order in which they were. */
    const watchTabs = (page: EventsPage) =>
      page.page.addInitScript(() => {
        const seen = new Set<string>();
        Object.assign(window, { seen });
        new MutationObserver(() => {
          const title = document.querySelector('[role=tab][aria-selected=true]')?.textContent;
          return title && seen.add(title);
        }).observe(document, { childList: true, subtree: true, attributes: true });
      });
    const seenTabs = (page: EventsPage) =>
      page.page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen].join());
    const enter = (page: EventsPage, search = '') => page.page.goto(`${world.url}${ROOT}${search}`);

    it('are chosen by mouse: a filter, then a page, then what the organization has', async () => {
      const page = await as('Admin', kept({ Mine: 'timeline?f=_namespace%3Dsaved' }));
      await watchTabs(page);
      await page.goto('events');
      await open(page);
      await row(page, 'Mine').hover();
      await button(page, 'Open the app with "Mine"').click();
      await button(page, 'Do not open the app with "Mine"').waitFor();
      await enter(page, '?from=now-1h');
      await isOn(page, 'timeline');
      assert.deepEqual([page.params().getAll('f').join(), page.params().get('from')], ['_namespace=saved', 'now-1h']);
      assert.equal(await seenTabs(page), 'Timeline');
      await shows(page, 'Mine');
      await page.page.goBack();
      await isOn(page, 'events');

      await open(page);
      await panel(page).getByRole('combobox', { name: 'Open the app with' }).selectOption('Live');
      await panel(page).getByText('The app opens with: Live').waitFor();
      await enter(page);
      await isOn(page, 'live');
      assert.equal(await seenTabs(page), 'Live');
      await saveSettings(world, { links: [], startPage: 'groups' });
      await enter(page);
      await isOn(page, 'live');
      await open(page);
      await panel(page).getByRole('combobox', { name: 'Open the app with' }).selectOption("The organization's: Groups");
      await panel(page)
        .getByText(/The app opens with/)
        .waitFor();
      await enter(page);
      await isOn(page, 'groups');
    });

    it('do not go before a link with a page or with filters', async () => {
      const page = await as('Viewer', { start: 'live' });
      await page.goto('events', [HERE]);
      await isOn(page, 'events');
      await enter(page, '?f=_namespace%3Dsaved');
      await isOn(page, 'problems');
      assert.deepEqual(page.params().getAll('f'), ['_namespace=saved']);
      await enter(page, '?var-namespace=saved');
      await isOn(page, 'problems');
    });

    it('are that of the organization for everyone else, a provisioned filter too', async () => {
      await saveSettings(world, {
        links: [],
        savedFilters: [{ name: 'Provisioned', link: 'groups?f=_namespace=saved' }],
        startPage: 'filter:Provisioned',
      });
      const viewer = await as('Viewer');
      await enter(viewer);
      await isOn(viewer, 'groups');
      await shows(viewer, 'Provisioned');
    });

    it('are Problems if the filter was deleted, and the page says so', async () => {
      const page = await as('Viewer', { start: 'filter:gone' });
      await enter(page);
      await isOn(page, 'problems');
      await page.get(testIds.startFault).getByText('The saved filter of your start page has been deleted.').waitFor();
      await page.get(testIds.startFault).getByRole('button').click();
      await page.get(testIds.startFault).waitFor({ state: 'detached' });
      assert.equal(path(page), 'problems');
    });

    it("are the organization's if the own cannot be read, and the page says so", async () => {
      await saveSettings(world, { links: [], startPage: 'groups' });
      const page = await as('Viewer', { start: 'live' });
      await page.page.route(STORAGE, (route) => route.fulfill({ status: 500, json: { message: 'storage is down' } }));
      await enter(page);
      await isOn(page, 'groups');
      await page
        .get(testIds.startFault)
        .getByText(/could not be read: 500: storage is down/)
        .waitFor();
    });

    it('are not waited for longer than a person would', async () => {
      const page = await as('Viewer', { start: 'live' });
      await page.page.route(STORAGE, () => undefined);
      await enter(page);
      await isOn(page, 'problems');
      await page
        .get(testIds.startFault)
        .getByText(/has not said within 3 s/)
        .waitFor();
    });
  });

  it('keep out nobody, and fit a phone', async () => {
    const page = await as('Admin', kept({ Mine: 'events', Other: 'timeline?from=now-6h' }), {
      width: 390,
      height: 844,
    });
    await page.goto('events', [HERE]);
    // What is loading is dim.
    await page.page.waitForLoadState('networkidle');
    await open(page);
    await row(page, 'Other').waitFor();
    const widest = await page.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(widest <= 390, `${widest} pixels wide`);
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(await seriousFaults(page, testIds.savedPanel), []);
    await button(page, 'Save current filters…').click();
    assert.deepEqual(await seriousFaults(page, testIds.savedPanel), []);
  });
});
