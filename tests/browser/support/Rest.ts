import { type Page, type Request } from 'playwright-core';
import { testIds } from '../../../src/shared/testIds.ts';

/** Longer than any pause that the app makes between two requests of one action. */
const QUIET_MS = 350;
/** What the app marks as loading. */
const LOADING = `[data-testid="${testIds.page}"] [aria-busy=true]`;
/** Grafana's own, in the background: it renews the session ten minutes after it began. */
const NOT_THE_PAGES = /\/api\/user\/auth-tokens\/rotate$/;
/** How long a page may take to come to rest. */
export const LONGEST_MS = 60_000;

/** Knows when a page has nothing left to request or to draw. */
export class Rest {
  readonly #page: Page;
  readonly #open = new Set<Request>();
  #begun = 0;

  constructor(page: Page) {
    this.#page = page;
    page.on('request', (request) => {
      if (NOT_THE_PAGES.test(request.url())) {
        return;
      }
      this.#begun += 1;
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
        // The end of what the previous page requested is never reported.
        this.#open.clear();
      }
      this.#open.add(request);
    });
    page.on('requestfinished', (request) => this.#open.delete(request));
    page.on('requestfailed', (request) => this.#open.delete(request));
  }

  async reached(): Promise<void> {
    const end = Date.now() + LONGEST_MS;
    while (Date.now() < end) {
      const begun = this.#begun;
      if ((await this.#drawn()) && this.#open.size === 0 && begun === this.#begun) {
        return;
      }
    }
    const urls = [...this.#open].map((request) => request.url());
    const loading = await this.#page.locator(LOADING).count();
    throw new Error(`the page does not come to rest: ${loading} parts are loading, open requests: ${urls.join(' ')}`);
  }

  /** Whether the page is idle and marks nothing as loading; false if it has been left meanwhile. */
  async #drawn(): Promise<boolean> {
    try {
      return await this.#page.evaluate(
        ({ quiet, loading }) =>
          new Promise<boolean>((resolve) => {
            const look = () => resolve(document.querySelector(loading) === null);
            setTimeout(() => requestIdleCallback(look, { timeout: quiet }), quiet);
          }),
        { quiet: QUIET_MS, loading: LOADING }
      );
    } catch (error) {
      if (!/context was destroyed|navigation/i.test(String(error))) {
        throw error;
      }
      await this.#page.waitForLoadState();
      return false;
    }
  }
}
