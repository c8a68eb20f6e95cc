import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { grafana } from '../../stack/src/grafana.ts';
import { freePort } from '../../stack/src/ports.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { clusterEntries } from './support/entries.ts';
import { EventsPage } from './support/EventsPage.ts';
import { grafanaApi } from './support/panels.ts';
import { saveSettings } from './support/settings.ts';
import { CHROMIUM, type World } from './support/world.ts';
import { push } from '../loki/loki.ts';

const HOME = process.env.GRAFANA_HOME;
const EMBEDDER = 'example-embedder-app';
const RUNBOOK = { title: 'Runbook', url: 'https://runbooks.example.com/{namespace}/{reason}' };

describe('the story of an object in another app', { skip: !HOME && 'GRAFANA_HOME names no Grafana' }, () => {
  const data = mkdtempSync(path.join(tmpdir(), 'embedded-story-'));
  let stack: Stack;
  let browser: Browser;
  let world: World;

  before(async () => {
    stack = await startStack({ name: 'embedded-story', data, only: ['loki'] });
    await push(stack.lokiUrl, clusterEntries(Date.now() - 60_000));
    cpSync(path.join(import.meta.dirname, 'embedder'), path.join(data, 'grafana/plugins', EMBEDDER), {
      recursive: true,
    });
    const port = String(await freePort());
    const { env, ...server } = grafana(stack, HOME ?? '', port);
    const unsigned = `${env?.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS},${EMBEDDER}`;
    await stack.startProcess({ ...server, env: { ...env, GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: unsigned } });
    browser = await chromium.launch(CHROMIUM);
    world = {
      url: `http://127.0.0.1:${port}`,
      loki: stack.lokiUrl,
      browser,
      isHost: false,
      close: () => browser.close(),
    };
    await saveSettings(world, { links: [RUNBOOK] });
    await grafanaApi(world, `/api/plugins/${EMBEDDER}/settings`, { body: { enabled: true, pinned: true } });
  });
  after(async () => {
    await browser?.close();
    await stack?.down();
    rmSync(data, { recursive: true, force: true });
  });

  it('has the events and the settings of this app, opens them in place, and other objects in this app', async () => {
    const page = await EventsPage.blank(world);
    await page.page.goto(`${world.url}/a/${EMBEDDER}`);
    await page.until(
      () => page.get(testIds.story).innerText(),
      (text) => ['web-76944499c7', 'Grandchild', 'Same node'].every((part) => text.includes(part)),
      60_000
    );
    const address = page.page.url();
    await page.get(testIds.moment).first().getByRole('button').first().click();
    const link = page.get(testIds.details).getByRole('link', { name: RUNBOOK.title });
    assert.match((await link.getAttribute('href')) ?? '', /^https:\/\/runbooks\.example\.com\/shop\/\w+$/);
    assert.equal(page.page.url(), address);
    await page.page.keyboard.press('Escape');
    await page
      .get(testIds.story)
      .getByTitle(/^web-76944499c7\s/)
      .first()
      .click();
    await page.page.waitForURL(/\/a\/lokievents-kubernetes-app\/story\?/);
    assert.equal(page.params().get('name'), 'web-76944499c7');
    assert.deepEqual(page.errors, []);
    await page.close();
  });
});
