import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type BrowserContext, type Page } from 'playwright-core';
import { ID } from '../../src/view/appId.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { troubledHours } from '../grafana/events.ts';
import { dashboards, panelsOf } from '../grafana/files.ts';
import { OLDEST } from '../host/releases.ts';
import { push } from '../loki/loki.ts';
import { complaintsOf } from './support/complaints.ts';
import { openPanel, panelOn, saveDashboard } from './support/panels.ts';
import { signedIn } from './support/people.ts';
import { startWorld, type World } from './support/world.ts';

const IN_GRAFANA = Boolean(process.env.GRAFANA_URL);
const TABLE = 'lokievents-table-panel';
const TIMELINE = 'lokievents-timeline-panel';

/** Each of the app's pages, and what is on it once it has loaded. */
const PAGES = {
  events: testIds.row,
  timeline: testIds.timeline,
  groups: testIds.groups,
  compare: testIds.compare,
  live: testIds.live,
  reasons: testIds.reasonRow,
  'story?kind=Node&name=n1': testIds.story,
  'open?expr=%7B_kind%3D%22Pod%22%7D': testIds.row,
};

/** Opens a page in its own window, passes it on once it is there, and returns its console errors. */
async function visit(context: BrowserContext, act: (page: Page) => Promise<void>): Promise<string[]> {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints = complaintsOf(page);
  await act(page);
  await page.waitForLoadState('networkidle');
  await page.close();
  return complaints;
}

/** What is there wherever the app runs. */
function appPages(world: () => World, context: () => BrowserContext): void {
  for (const [path, id] of Object.entries(PAGES)) {
    it(`on ${path}`, async () => {
      const complaints = await visit(context(), async (page) => {
        await page.goto(`${world().url}/a/${ID}/${path}`);
        await page.getByTestId(id).first().waitFor();
      });
      assert.deepEqual(complaints, []);
    });
  }

  it('where an event is open', async () => {
    const complaints = await visit(context(), async (page) => {
      await page.goto(`${world().url}/a/${ID}/events?f=_kind%3DPod`);
      await page.getByTestId(testIds.row).first().getByRole('gridcell').first().click();
      await page.getByTestId(testIds.details).waitFor();
    });
    assert.deepEqual(complaints, []);
  });

  it('on the configuration page', async () => {
    const complaints = await visit(context(), async (page) => {
      await page.goto(`${world().url}/plugins/${ID}?page=configuration`);
      await page.getByRole('button', { name: 'Test' }).click();
      await page.getByTestId(testIds.sourceCheck).getByText('Newest event').waitFor();
    });
    assert.deepEqual(complaints, []);
  });

  for (const panel of [TABLE, TIMELINE]) {
    it(`in ${panel}`, async () => {
      const complaints = await visit(context(), async (page) => {
        await openPanel(world(), page, panel, { expr: '{_namespace="shop"}' });
        await page
          .getByTestId(panel === TABLE ? testIds.row : testIds.timeline)
          .first()
          .waitFor();
      });
      assert.deepEqual(complaints, []);
    });
  }
}

/** What the dashboards show: troubles of the last hours, in two clusters. */
async function fill({ loki }: World): Promise<void> {
  const entries = troubledHours();
  await push(loki, entries);
  await push(
    loki,
    entries.map((entry) => ({ ...entry, labels: { ...entry.labels, cluster: 'north' } }))
  );
}

describe('nothing complains, and no request fails', () => {
  for (const [packages, react] of [['own', '19.'] as const, [OLDEST, '18.'] as const]) {
    const skip = IN_GRAFANA && 'a real Grafana has its own';
    describe(`with React ${react.slice(0, -1)}, in the preview host`, { skip }, () => {
      let world: World;
      let context: BrowserContext;
      before(async () => {
        world = await startWorld({ packages });
        context = await world.browser.newContext({ viewport: { width: 1600, height: 900 } });
        await fill(world);
      });
      after(() => world?.close());

      it('which is the one that is meant', async () => {
        const page = await context.newPage();
        await page.goto(world.url);
        const version = await page.locator('html').getAttribute('data-react', { timeout: 10_000 });
        assert.ok(version?.startsWith(react), String(version));
        await page.close();
      });
      appPages(
        () => world,
        () => context
      );
    });
  }

  describe('in a real Grafana', { skip: !IN_GRAFANA && 'set GRAFANA_URL' }, () => {
    let world: World;
    let context: BrowserContext;
    before(async () => {
      world = await startWorld();
      context = await signedIn(world, 'Admin');
      await fill(world);
    });
    after(() => world?.close());

    appPages(
      () => world,
      () => context
    );

    for (const dashboard of dashboards) {
      it(`on the dashboard ${dashboard.title}`, async () => {
        const complaints = await visit(context, async (page) => {
          await page.goto(`${world.url}/d/${dashboard.uid}`);
          await page
            .getByTestId(/^data-testid Panel header /)
            .first()
            .waitFor();
          await page.waitForLoadState('networkidle');
          // What is below the fold asks when it comes into view.
          await page.evaluate(() => document.scrollingElement?.scrollTo(0, 1e6));
          await page.waitForLoadState('networkidle');
          assert.equal(await page.getByTestId('data-testid Panel status error').count(), 0);
        });
        assert.deepEqual(complaints, []);
      });

      const own = panelsOf(dashboard).find(({ type }) => type === TABLE || type === TIMELINE);
      it(`in the editor of a panel of ${dashboard.title}`, { skip: !own && 'no panel of the app' }, async () => {
        const complaints = await visit(context, async (page) => {
          await page.goto(`${world.url}/d/${dashboard.uid}?editPanel=${own?.id}`);
          await page.getByTestId('data-testid toggle-viz-picker').waitFor();
        });
        assert.deepEqual(complaints, []);
      });
    }

    it("as a panel's visualization is changed to each that Grafana has for events, and back", async () => {
      await saveDashboard(world, [panelOn(TABLE, { expr: '{_namespace="shop"}' })]);
      const complaints = await visit(context, async (page) => {
        await page.goto(`${world.url}/d/spec?editPanel=1&from=now-1h`);
        await page.getByTestId(testIds.row).first().waitFor();
        const choices = await suggestions(page);
        assert.ok(choices.length > 0);
        for (const choice of choices) {
          await suggestions(page);
          await page.getByTestId(choice).click();
          await page.waitForLoadState('networkidle');
        }
        for (const [name, id] of [
          ['Kubernetes events: timeline', testIds.timeline],
          ['Kubernetes events: table', testIds.row],
        ] as const) {
          await picker(page, 'Visualizations');
          await page.getByTestId(`Plugin visualization item ${name}`).click();
          await page.getByTestId(id).first().waitFor();
        }
      });
      assert.deepEqual(complaints, []);
    });

    for (const path of [
      '/alerting/list',
      '/alerting/grafana/kubernetes-events-crash-loop/view',
      '/alerting/kubernetes-events-crash-loop/edit',
    ]) {
      it(`on ${path}`, async () => {
        const complaints = await visit(context, async (page) => {
          await page.goto(world.url + path);
          await page.getByText('Container keeps crashing').or(page.getByText('Kubernetes events')).first().waitFor();
        });
        assert.deepEqual(complaints, []);
      });
    }
  });
});

/** Opens the picker of visualizations at one of its pages. */
async function picker(page: Page, part: 'Visualizations' | 'Suggestions'): Promise<void> {
  const choice = page.getByRole('radio', { name: part });
  if ((await choice.count()) === 0) {
    await page.getByTestId('data-testid toggle-viz-picker').click();
  }
  await choice.check();
}

/** The test ids of what Grafana suggests for the panel's data. */
async function suggestions(page: Page): Promise<string[]> {
  await picker(page, 'Suggestions');
  const cards = page.getByTestId(/^data-testid suggestion-/);
  await cards.first().waitFor();
  return cards.evaluateAll((found) => found.map((card) => card.getAttribute('data-testid') ?? ''));
}
