import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { startStack } from '../../../stack/src/stack.ts';
import { bundlePage, type HostPackages } from '../../host/bundle.ts';
import { isLine } from '../../host/releases.ts';
import { startHost } from '../../host/server.ts';

/** What a spec runs in: a page to open, a real Loki behind it, a browser. */
export interface World {
  /** Where Grafana, or the preview host, is. */
  url: string;
  loki: string;
  browser: Browser;
  /** The preview host draws its own frame, and takes `?theme=`, `?lang=` and `?tz=`. */
  isHost: boolean;
  close(): Promise<void>;
}

export const DIST = new URL('../../../dist', import.meta.url).pathname;
/** The system's browser, without connections of its own. */
export const CHROMIUM = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export interface WorldOptions {
  /** Puts something between the preview host and Loki: gives its address for Loki's. */
  inFront?: (loki: string) => Promise<string>;
  /** Whose packages the preview host hands to the plugin; the environment variable HOST_GRAFANA, unless given. */
  packages?: HostPackages;
  /** The path that the preview host is served under. */
  subPath?: string;
  /** What Loki's configuration has besides. */
  lokiConfig?: Record<string, unknown>;
}

/**
 * A Loki of its own with the preview host in front; with GRAFANA_URL set, that Grafana, whose Loki data source reads from
 * LOKI_URL.
 */
export async function startWorld({
  inFront,
  packages = isLine(process.env.HOST_GRAFANA) ? process.env.HOST_GRAFANA : 'own',
  subPath,
  lokiConfig,
}: WorldOptions = {}): Promise<World> {
  const { GRAFANA_URL: grafana, LOKI_URL: lokiUrl } = process.env;
  if (grafana) {
    const browser = await chromium.launch(CHROMIUM);
    return {
      url: grafana.replace(/\/$/, ''),
      loki: lokiUrl ?? 'http://127.0.0.1:3100',
      browser,
      isHost: false,
      close: () => browser.close(),
    };
  }
  const bundle = await bundlePage(packages);
  const data = mkdtempSync(path.join(tmpdir(), 'kubernetes-events-browser-'));
  const stack = await startStack({ name: path.basename(data), data, only: ['loki'], lokiConfig });
  const loki = new URL((await inFront?.(stack.lokiUrl)) ?? stack.lokiUrl);
  const host = await startHost({ port: 0, loki, dist: DIST, bundle, subPath });
  const browser = await chromium.launch(CHROMIUM);
  return {
    url: host.url,
    loki: stack.lokiUrl,
    browser,
    isHost: true,
    close: async () => {
      await browser.close();
      await host.close();
      await stack.down();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
