import { type Page, type Request } from 'playwright-core';

/** Longer than any pause that the app makes between two requests of one action. */
const QUIET_MS = 350;
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
    throw new Error(`the page does not come to rest: ${this.#begun} requests, of which are open: ${urls.join(' ')}`);
  }

  /** False if the page has been left meanwhile. */
  async #drawn(): Promise<boolean> {
    try {
      await this.#page.evaluate(
        (quiet) => new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve, { timeout: quiet }), quiet)),
        QUIET_MS
      );
      return true;
    } catch (error) {
      if (!/context was destroyed|navigation/i.test(String(error))) {
        throw error;
      }
      await this.#page.waitForLoadState();
      return false;
    }
  }
}
