import assert from 'node:assert/strict';
import { type BrowserContext, type Locator, type Page } from 'playwright-core';
import { testIds } from '../../../src/shared/testIds.ts';
import { type World } from './world.ts';

const ROOT = '/a/lokievents-kubernetes-app';

/**
 * No fault of the page: what the preview host lacks, how Grafana counts anonymous devices, and that Loki refuses to count
 * more than 500 groups, which the page says in its own words.
 */
const NOT_OURS =
  /grafanaBootData|404.*user-storage|font|sfnt|favicon|npm-monitoring|query\?query=(count|topk|sum)|query_range\?query=sum\+by\S+name|api\/ds\/query|maximum number of series/i;

/** The app's page as a person uses it. */
export class EventsPage {
  readonly page: Page;
  /** What the browser's console has complained about. */
  readonly errors: string[] = [];
  readonly #url: string;

  private constructor(page: Page, url: string) {
    this.page = page;
    page.setDefaultTimeout(10_000);
    // Scripts of 8 MB take a busy machine longer than anything that a page does once it is open.
    page.setDefaultNavigationTimeout(60_000);
    this.#url = url;
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !NOT_OURS.test(message.text() + message.location().url)) {
        this.errors.push(`${message.text()} ${message.location().url}`);
      }
    });
  }

  static async open(
    world: World,
    path = 'events',
    params: Record<string, string> | Array<[string, string]> = {},
    viewport = { width: 1600, height: 900 }
  ): Promise<EventsPage> {
    const page = await EventsPage.blank(world, viewport);
    await page.goto(path, params);
    return page;
  }

  /** A window that has nothing open yet. */
  static async blank(world: World, viewport = { width: 1600, height: 900 }): Promise<EventsPage> {
    const permissions = ['clipboard-read', 'clipboard-write'];
    return EventsPage.in(world, await world.browser.newContext({ viewport, acceptDownloads: true, permissions }));
  }

  /** A window of somebody who has signed in. */
  static async in(world: World, context: BrowserContext): Promise<EventsPage> {
    return new EventsPage(await context.newPage(), world.url);
  }

  async goto(path: string, params: Record<string, string> | Array<[string, string]> = {}): Promise<void> {
    await this.page.goto(`${this.#url}${ROOT}/${path}?${new URLSearchParams(params)}`);
    await this.page.getByTestId(testIds.page).waitFor();
  }

  /** Closes the page. @throws if there were errors on it */
  async closeClean(): Promise<void> {
    await this.close();
    assert.deepEqual(this.errors, [], 'the console is clean');
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  get(id: string): Locator {
    return this.page.getByTestId(id);
  }

  get rows(): Locator {
    return this.get(testIds.row);
  }

  /** The rows in view, each as its text, once there are any and none is still to change. */
  async rowTexts(): Promise<string[]> {
    await this.rows.first().waitFor();
    return this.rows.allInnerTexts();
  }

  /** How many rows the list has, in view or not. */
  async rowCount(): Promise<number> {
    const grid = this.get(testIds.list).getByRole('grid');
    return Number(await grid.getAttribute('aria-rowcount'));
  }

  async pick(field: string, value: string, options: { exclude?: boolean } = {}): Promise<void> {
    await this.get(testIds.filter(field)).click();
    const choice = this.get(testIds.filterValue(value));
    await choice.click({ modifiers: options.exclude ? ['Alt'] : [] });
    await this.page.keyboard.press('Escape');
  }

  params(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }

  /** Waits until the condition holds; fails with what it was last. */
  async until<T>(look: () => Promise<T> | T, holds: (value: T) => boolean, within = 10_000): Promise<T> {
    const end = Date.now() + within;
    for (;;) {
      const value = await look();
      if (holds(value)) {
        return value;
      }
      if (Date.now() > end) {
        throw new Error(`after ${within} ms it is still ${JSON.stringify(value)?.slice(0, 500)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
