import { type Page } from 'playwright-core';
import { testIds } from '../../../src/shared/testIds.ts';
import { ROOT } from '../../../src/view/appId.ts';
import { complaintsOf } from './complaints.ts';
import { type Control, controlsOf, locate } from './controls.ts';
import { isReached, tabStops } from './keyboard.ts';
import { faultsOfLink, faultsShown, isInApp } from './place.ts';
import { LONGEST_MS, Rest } from './Rest.ts';
import { type World } from './world.ts';

/** Something to walk over: a page as it is once it has been opened. */
export interface Scene {
  /** In the address, after the app's root; or from Grafana's root with a slash in front. */
  path: string;
  /** What the page's controls are in. */
  scope?: string;
}

/** Follows the links of a page, one after the other, and notes what goes wrong. */
export class Walk {
  readonly faults: string[] = [];
  followed = 0;
  readonly #page: Page;
  readonly #base: string;
  readonly #scene: Scene;
  readonly #complaints: string[];
  readonly #rest: Rest;
  #start = '';

  private constructor(page: Page, world: World, scene: Scene) {
    this.#page = page;
    this.#base = world.url;
    this.#scene = scene;
    this.#complaints = complaintsOf(page);
    this.#rest = new Rest(page);
    page.setDefaultTimeout(LONGEST_MS);
  }

  static async over(world: World, page: Page, scene: Scene): Promise<Walk> {
    const { origin } = new URL(world.url);
    // Links to other sites are followed, but answered here.
    await page.context().route(
      (url) => url.origin !== origin,
      (route) => route.fulfill({ contentType: 'text/html', body: 'elsewhere' })
    );
    const walk = new Walk(page, world, scene);
    await walk.#open();
    walk.#start = page.url();
    return walk;
  }

  /** Tab must stop at every control, or at the list or group of choices that it is in. */
  async reachAll(): Promise<void> {
    const controls = await this.#controls();
    const stops = await tabStops(this.#page);
    const missed = controls.filter((control) => !isReached(control, stops));
    this.faults.push(...missed.map(({ name }) => `${name}: cannot be reached by Tab`));
  }

  /** Follows every link and tab by mouse, the first by keyboard as well, and goes back after each. */
  async followAll(): Promise<void> {
    const links = (await this.#controls()).filter(({ href }) => href !== '');
    for (const [at, link] of links.entries()) {
      await this.#follow(link, 'mouse');
      if (at === 0) {
        await this.#follow(link, 'keyboard');
      }
    }
  }

  #controls(): Promise<Control[]> {
    return controlsOf(this.#page, this.#scope);
  }

  get #scope(): string {
    return this.#scene.scope ?? `[data-testid="${testIds.page}"]`;
  }

  async #open(): Promise<void> {
    const { path } = this.#scene;
    await this.#page.goto(`${this.#base}${path.startsWith('/') ? '' : `${ROOT}/`}${path}`);
    await this.#page.locator(this.#scope).first().waitFor();
    await this.#rest.reached();
    this.#note('opening it', []);
  }

  async #follow(link: Control, means: 'mouse' | 'keyboard'): Promise<void> {
    const name = `${link.name} by ${means}`;
    const opened: Page[] = [];
    const note = (page: Page) => opened.push(page);
    this.#page.on('popup', note);
    // The marks are made again, as the page may have drawn the link again.
    await this.#controls();
    await (means === 'mouse' ? locate(this.#page, link.key).click() : locate(this.#page, link.key).press('Enter'));
    await this.#rest.reached();
    const url = new URL((opened[0] ?? this.#page).url());
    const shown = opened.length === 0 && isInApp(url, this.#base) ? await faultsShown(this.#page) : [];
    this.#note(name, [...faultsOfLink(url, link.href, this.#base), ...shown]);
    this.#page.off('popup', note);
    await Promise.all(opened.map((page) => page.close()));
    this.followed += 1;
    await this.#goBack(name);
  }

  async #goBack(name: string): Promise<void> {
    if (this.#page.url() !== this.#start) {
      await this.#page.goBack();
      await this.#rest.reached();
      const isThere = this.#page.url() === this.#start;
      this.#note(`${name}, then Back`, isThere ? [] : [`Back leads to ${this.#page.url()}, not to ${this.#start}`]);
    }
  }

  /** Notes these faults, and what the page has complained about since the last time. */
  #note(name: string, faults: string[]): void {
    this.faults.push(...[...faults, ...this.#complaints.splice(0)].map((fault) => `${name}: ${fault}`));
  }
}
