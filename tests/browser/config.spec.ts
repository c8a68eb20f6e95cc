import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { Status } from '../../backend-sidecar/src/telemetry/status.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { EventsPage } from './support/EventsPage.ts';
import { eventAt } from './support/entries.ts';
import { grafanaApi } from './support/panels.ts';
import { signedIn } from './support/people.ts';
import { startWorld, type World } from './support/world.ts';

const ID = 'lokievents-kubernetes-app';
const GRAFANA_ONLY = process.env.GRAFANA_URL ? false : 'needs the settings of a real Grafana: set GRAFANA_URL';
const TOKEN = 'spec-token';

describe('the configuration page', () => {
  let world: World;
  let page: EventsPage;

  before(async () => {
    world = await startWorld();
    if (!world.isHost) {
      await grafanaApi(world, `/api/plugins/${ID}/settings`, { body: SETTINGS });
    }
    await push(world.loki, [entryOf(eventAt(Date.now(), { namespace: 'configured', name: 'newest-of-all' }), 1)]);
  });
  after(() => world?.close());
  afterEach(async () => {
    await page?.close();
  });

  const open = async () => {
    page = await EventsPage.blank(world);
    await page.page.goto(`${world.url}/plugins/${ID}?page=configuration`);
    await page.page.getByRole('button', { name: 'Test' }).waitFor();
  };
  const field = (name: string) => page.page.getByLabel(name);
  const save = () => page.page.getByRole('button', { name: 'Save' });

  it('says what the data source has', async () => {
    await open();
    await page.page.getByRole('button', { name: 'Test' }).click();
    const text = await page.get(testIds.sourceCheck).innerText();
    assert.match(text, /Newest event: .*(ago|now)/);
    assert.match(text, /\d+ streams with \d[\d,]* lines/);
    assert.match(text, /Labels: .*_kind.*_namespace/);
    assert.match(text, /Structured metadata: enabled/);
    assert.match(text, /Collector: version unknown/);
  });

  it('says where nothing is found, and why a setting cannot be', async () => {
    await open();
    await field('Event streams').fill('_kind="NoSuchKind"');
    await page.page.getByRole('button', { name: 'Test' }).click();
    assert.match(await page.get(testIds.sourceCheck).innerText(), /has no events from the last 7 days/);
    await field('Event streams').fill('_kind=');
    await page.page.getByText('Separate matchers with commas').waitFor();
    assert.ok(await save().isDisabled());
    await field('Event streams').fill('');
    await page.page.getByPlaceholder('http://kubernetes-events.monitoring:9464').fill('collector:9464');
    await page.page.getByText('Enter an http(s) address').waitFor();
    assert.ok(await save().isDisabled());
  });

  it('keeps links, which events then have', async () => {
    await open();
    await page.page.getByRole('button', { name: 'Add a link' }).click();
    await page.page.getByLabel('Title').fill('Runbook');
    await page.page.getByPlaceholder(/^\/d\/nodes/).fill('https://runbooks.example/{reason}?pod={pod}');
    await save().click();
    await page.page.getByRole('button', { name: 'Saved' }).waitFor();
    await page.page.getByRole('link', { name: 'Open the events' }).click();
    await page.goto('events', { f: '_namespace=configured' });
    await page.rows.first().getByRole('gridcell').first().click();
    const link = page.get(testIds.details).getByRole('link', { name: 'Runbook' });
    assert.equal(await link.getAttribute('href'), 'https://runbooks.example/BackOff?pod=newest-of-all');
  });

  describe('in Grafana', { skip: GRAFANA_ONLY }, () => {
    let collector: Server;
    const seen: Array<string | undefined> = [];

    before(async () => {
      const status = new Status('collector-0', '1.2.3', { watchSilenceMs: 60_000, leaseDurationMs: 15_000 });
      status.role = 'alone';
      collector = createServer((request, response) => {
        seen.push(request.headers.authorization);
        const allowed = request.headers.authorization === `Bearer ${TOKEN}` && request.url === '/status';
        response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' });
        response.end(allowed ? JSON.stringify(status) : '{}');
      }).listen(0, '127.0.0.1');
      await new Promise((resolve) => collector.once('listening', resolve));
    });
    after(async () => {
      collector?.closeAllConnections();
      collector?.close();
      if (world && !GRAFANA_ONLY) {
        await grafanaApi(world, `/api/plugins/${ID}/settings`, { body: SETTINGS }).catch(() => undefined);
      }
    });

    it('asks the collector with a token that the browser never gets', async () => {
      const { port } = collector.address() as AddressInfo;
      await open();
      await page.page.getByPlaceholder('http://kubernetes-events.monitoring:9464').fill(`http://127.0.0.1:${port}`);
      await field('Bearer token').fill(TOKEN);
      await save().click();
      await page.page.getByRole('button', { name: 'Saved' }).waitFor();
      await page.page.getByRole('button', { name: 'Check the collector' }).click();
      const text = await page.until(
        () => page.get(testIds.collectorStatus).innerText(),
        (shown) => shown.includes('1.2.3')
      );
      assert.match(text, /Ready[\s\S]*collector-0[\s\S]*alone/);
      await page.page.getByRole('button', { name: 'Test' }).click();
      await page.get(testIds.sourceCheck).getByText('Collector: version 1.2.3').waitFor();
      assert.deepEqual(seen, [`Bearer ${TOKEN}`, `Bearer ${TOKEN}`]);
      const settings = await grafanaApi<object>(world, `/api/plugins/${ID}/settings`);
      assert.ok(!JSON.stringify(settings).includes(TOKEN));
    });

    it("has each organisation's own settings", async () => {
      const { orgId } = await grafanaApi<{ orgId: number }>(world, '/api/orgs', {
        body: { name: `spec ${Date.now().toString(36)}` },
      });
      const there = { 'x-grafana-org-id': String(orgId) };
      const settings = `/api/plugins/${ID}/settings`;
      try {
        const jsonData = { datasource: 'another', links: [] };
        await grafanaApi(world, settings, { body: { ...SETTINGS, jsonData }, headers: there });
        const other = await grafanaApi<{ jsonData: object }>(world, settings, { headers: there });
        assert.deepEqual(other.jsonData, jsonData);
        const own = await grafanaApi<{ jsonData: { datasource?: string } }>(world, settings);
        assert.equal(own.jsonData.datasource, undefined);
      } finally {
        await grafanaApi(world, `/api/orgs/${orgId}`, { method: 'DELETE' });
      }
    });

    it('is for administrators alone; viewers read, editors alert', async () => {
      for (const [role, may] of Object.entries(RIGHTS)) {
        const as = await signedIn(world, role as keyof typeof RIGHTS);
        const window = await as.newPage();
        await window.goto(`${world.url}/a/${ID}/events?f=_namespace%3Dconfigured`);
        await window.getByTestId(testIds.row).first().waitFor();
        await window.getByTestId(testIds.useElsewhere).click();
        await window.getByText('Copy as LogQL').waitFor();
        const ways = await window.getByRole('menu').innerText();
        assert.equal(ways.includes('New alert rule'), may.alert, `${role}: alert rule`);
        assert.equal(ways.includes('Add to a dashboard'), may.dashboard, `${role}: dashboard`);
        await window.goto(`${world.url}/plugins/${ID}?page=configuration`);
        await window.waitForLoadState('networkidle');
        assert.equal(
          await window.getByRole('button', { name: 'Test' }).count(),
          may.configure ? 1 : 0,
          `${role}: configures`
        );
        const status = await as.request.get(`${world.url}/api/plugin-proxy/${ID}/collector/status`);
        assert.equal(status.status() === 200, may.configure, `${role}: collector ${status.status()}`);
        const put = await as.request.post(`${world.url}/api/plugins/${ID}/settings`, { data: SETTINGS });
        assert.equal(put.ok(), may.configure, `${role}: settings ${put.status()}`);
        await as.close();
      }
    });

    it('forgets what is taken away, the last of it too', async () => {
      const links = [{ title: 'Runbook', url: '/r' }];
      const body = {
        ...SETTINGS,
        jsonData: { collectorUrl: 'http://127.0.0.1:1', links },
        secureJsonData: { collectorToken: TOKEN },
      };
      await grafanaApi(world, `/api/plugins/${ID}/settings`, { body });
      await open();
      await page.page.getByRole('button', { name: 'Reset' }).click();
      await page.page.getByPlaceholder('http://kubernetes-events.monitoring:9464').fill('');
      await page.page.getByRole('button', { name: 'Remove this link' }).click();
      await save().click();
      await page.page.getByRole('button', { name: 'Saved' }).waitFor();
      type Kept = { jsonData: Record<string, unknown>; secureJsonFields: Record<string, boolean> };
      const { jsonData, secureJsonFields } = await grafanaApi<Kept>(world, `/api/plugins/${ID}/settings`);
      assert.deepEqual(jsonData.links, []);
      assert.equal(jsonData.collectorUrl, '');
      assert.notEqual(secureJsonFields.collectorToken, true);
    });
  });
});

/** None of our own; Grafana takes an empty object for no change. */
const SETTINGS = { enabled: true, pinned: true, jsonData: { links: [] }, secureJsonData: { collectorToken: '' } };

const RIGHTS = {
  Viewer: { alert: false, dashboard: false, configure: false },
  Editor: { alert: true, dashboard: true, configure: false },
  Admin: { alert: true, dashboard: true, configure: true },
};
