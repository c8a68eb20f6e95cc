import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import { mustCall } from '../../stack/src/api.ts';
import { Bed } from '../collector/harness.ts';
import { bundlePage } from '../host/bundle.ts';
import { startHost } from '../host/server.ts';
import { EventsPage } from './support/EventsPage.ts';
import { CHROMIUM, DIST, type World } from './support/world.ts';

const skip = process.env.GRAFANA_URL ? 'starts a preview host of its own' : false;

describe('from the API server to the page', { skip }, () => {
  let bed: Bed;
  let world: World;

  before(async () => {
    bed = await Bed.start();
    const host = await startHost({
      port: 0,
      loki: new URL(bed.stack.lokiUrl),
      dist: DIST,
      bundle: await bundlePage(),
    });
    const browser = await chromium.launch(CHROMIUM);
    world = {
      url: host.url,
      loki: bed.stack.lokiUrl,
      browser,
      isHost: true,
      close: async () => {
        await browser.close();
        await host.close();
        await bed.end();
      },
    };
  });
  after(() => world?.close());

  it('an event written to the API server is seen within 5 s', async () => {
    await bed.collector().logged('working alone');
    const page = await EventsPage.open(world, 'events', { refresh: '1s', from: 'now-15m', to: 'now' });
    const now = new Date().toISOString();
    const started = Date.now();
    await mustCall(bed.stack.apiServer(), 'POST', '/api/v1/namespaces/default/events', {
      metadata: { name: 'web-7f9c5.17a', namespace: 'default' },
      involvedObject: { kind: 'Pod', namespace: 'default', name: 'web-7f9c5' },
      type: 'Warning',
      reason: 'BackOff',
      message: 'Back-off restarting failed container web',
      source: { component: 'kubelet', host: 'worker-1' },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
    });
    const shown = ['BackOff', 'web-7f9c5', 'Back-off restarting failed container web', 'worker-1'];
    const rows = await page.until(
      () => page.rows.allInnerTexts(),
      ([row = '']) => shown.every((text) => row.includes(text)),
      started + 5_000 - Date.now()
    );
    // An API server that starts slowly has an event of its own: "ClusterIPNotAllocated", about its Service.
    const others = rows.slice(1).filter((row) => !row.includes('ClusterIPNotAllocated'));
    assert.deepEqual(others, []);
    assert.deepEqual(page.errors, []);
    await page.close();
  });
});
