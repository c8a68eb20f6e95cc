import { type Page } from 'playwright-core';
import { testIds } from '../../../src/shared/testIds.ts';
import { ROOT } from '../../../src/view/appId.ts';
import { complaintsOf } from './complaints.ts';
import { click, type Control, controlsOf, LAYERS, locate } from './controls.ts';
import { activate, isReached, moveTo, tabStops } from './keyboard.ts';
import { faultsOfLink, faultsOfPlace, faultsShown, historyEntry, isInApp, previousEntry } from './place.ts';
import { LONGEST_MS, Rest } from './Rest.ts';
import { type World } from './world.ts';

/** Something to walk over: a page as it is once it has been opened, and whatever is open on it. */
export interface Scene {
  /** In the address, after the app's root; or from Grafana's root with a slash in front. */
  path: string;
  /** What the page's controls are in. */
  scope?: string;
  /** Opens what shall be open on the page. */
  prepare?(page: Page): Promise<void>;
}

type Means = 'mouse' | 'keyboard';

/** What using a control led to. */
interface Outcome {
  /** The path and the names of the parameters: their values may depend on the time. */
  address: string;
  /** How many menus and dialogs are open. */
  layers: number;
  /** The controls that appeared on the page. */
  appeared: Control[];
}

/** How often Escape may have to be pressed: a tooltip over a menu in a drawer closes first. */
const MOST_ESCAPES = 5;

/** Uses the controls of a page, one after the other, and notes what goes wrong. */
export class Walk {
  readonly faults: string[] = [];
  readonly #page: Page;
  readonly #base: string;
  readonly #scene: Scene;
  readonly #known: Set<string>;
  readonly #complaints: string[];
  readonly #rest: Rest;
  #start = { url: '', controls: [] as Control[], layers: 0 };

  private constructor(page: Page, world: World, scene: Scene, known: Set<string>) {
    this.#page = page;
    this.#base = world.url;
    this.#scene = scene;
    this.#known = known;
    this.#complaints = complaintsOf(page);
    this.#rest = new Rest(page);
    page.setDefaultTimeout(LONGEST_MS);
  }

  /** @param known the controls that need not be used again, as another page has them too; those used are added */
  static async over(world: World, page: Page, scene: Scene, known: Set<string>): Promise<Walk> {
    const { origin } = new URL(world.url);
    // Links to other sites are followed, but answered here.
    await page.context().route(
      (url) => url.origin !== origin,
      (route) => route.fulfill({ contentType: 'text/html', body: 'elsewhere' })
    );
    // Nobody would answer the browser's own dialog for files.
    await page.addInitScript(() => Object.assign(window, { showSaveFilePicker: undefined }));
    const walk = new Walk(page, world, scene, known);
    await walk.#open();
    walk.#start = { url: page.url(), controls: await walk.#controls(), layers: await walk.#layers() };
    walk.#note('opening it', walk.#start.controls.length > 0 ? [] : ['there are no controls']);
    return walk;
  }

  /** Tab must stop at every control, or at the list or group of choices that it is in. */
  async reachAll(): Promise<void> {
    const stops = await tabStops(this.#page);
    const missed = this.#start.controls.filter((control) => !isReached(control, stops));
    this.faults.push(...missed.map(({ name }) => `${name}: cannot be reached by Tab`));
  }

  /**
   * Uses each control that is not known yet, and those that appear with it, by mouse. The first of each kind, such as a
   * menu entry, is used by keyboard as well, which must lead to the same.
   */
  async useAll(): Promise<void> {
    // Asked of each when its turn comes: walks over other pages continue meanwhile.
    for (const control of this.#start.controls) {
      const appeared = this.#isNew(control) ? await this.#useByBoth([control]) : [];
      for (const entry of appeared) {
        if (this.#isNew(entry)) {
          await this.#useByBoth([control, entry]);
        }
      }
    }
  }

  /** The controls that appear. */
  async #useByBoth(controls: Control[]): Promise<Control[]> {
    const byMouse = await this.#use(controls, 'mouse');
    const kind = controls.map(({ role }) => role).join(', then ');
    if (byMouse && !this.#known.has(kind)) {
      this.#known.add(kind);
      const byKeyboard = await this.#use(controls, 'keyboard');
      // Of several choices, keys may have come to another one.
      const compared = controls.at(-1)?.isOneOfMany ? (['layers'] as const) : (['address', 'layers'] as const);
      for (const what of compared.filter((one) => byKeyboard && byMouse[one] !== byKeyboard[one])) {
        this.faults.push(`${nameOf(controls)}: ${what} ${byKeyboard?.[what]} by keyboard, ${byMouse[what]} by mouse`);
      }
    }
    return byMouse?.appeared ?? [];
  }

  /** Uses the last control after those that make it appear, and checks what it leads to. */
  async #use(controls: Control[], means: Means): Promise<Outcome | undefined> {
    const name = `${nameOf(controls)} by ${means}`;
    const opened: Page[] = [];
    const note = (page: Page) => opened.push(page);
    let outcome: Outcome | undefined;
    this.#page.on('popup', note);
    try {
      await this.#restore();
      const entry = await historyEntry(this.#page);
      for (const [at, control] of controls.entries()) {
        await this.#act(control, means, at > 0);
        await this.#rest.reached();
      }
      if (controls.at(-1)?.opensTab && opened.length === 0) {
        await this.#page.waitForEvent('popup');
      }
      await opened[0]?.waitForURL((url) => url.href !== 'about:blank');
      this.#note(name, await this.#faultsOf(controls.at(-1)?.href, opened[0]));
      outcome = await this.#outcome();
      await this.#leave(name, entry, controls.length === 1);
    } catch (error) {
      this.#note(name, [String(error).split('\n')[0] ?? '']);
    }
    this.#page.off('popup', note);
    await Promise.all(opened.map((page) => page.close()));
    return outcome;
  }

  async #act(control: Control, means: Means, hasAppeared: boolean): Promise<void> {
    // The marks are made again, as the page may have drawn the control again.
    await this.#controls();
    if (means === 'keyboard') {
      await moveTo(this.#page, control, hasAppeared);
      await activate(this.#page, control);
    } else if (control.option !== undefined) {
      await locate(this.#page, control.key).selectOption(control.option);
    } else {
      await click(this.#page, control.key);
    }
  }

  async #faultsOf(href: string | undefined, other?: Page): Promise<string[]> {
    const url = new URL((other ?? this.#page).url());
    const faults = href ? faultsOfLink(url, href, this.#base) : faultsOfPlace(url, this.#start.url, this.#base);
    return !other && isInApp(url, this.#base) ? [...faults, ...(await faultsShown(this.#page))] : faults;
  }

  async #outcome(): Promise<Outcome> {
    const { pathname, searchParams } = new URL(this.#page.url());
    const isHere = this.#page.url() === this.#start.url;
    // What was there may have moved.
    const wasThere = ({ key, name, isInLayer }: Control) =>
      this.#start.controls.some((one) => one.key === key || (!isInLayer && one.name === name));
    return {
      address: `${pathname}?${[...new Set(searchParams.keys())].sort().join('&')}`,
      layers: await this.#layers(),
      appeared: isHere ? (await this.#controls()).filter((control) => !wasThere(control)) : [],
    };
  }

  #isNew({ id }: Control): boolean {
    const isNew = !this.#known.has(id);
    this.#known.add(id);
    return isNew;
  }

  #layers(): Promise<number> {
    return this.#page.locator(LAYERS).count();
  }

  get #scope(): string {
    return this.#scene.scope ?? `[data-testid="${testIds.page}"]`;
  }

  #controls(): Promise<Control[]> {
    return controlsOf(this.#page, this.#scope);
  }

  async #open(): Promise<void> {
    const { path, prepare } = this.#scene;
    await this.#page.goto(`${this.#base}${path.startsWith('/') ? '' : `${ROOT}/`}${path}`);
    await this.#page.locator(this.#scope).first().waitFor();
    await this.#rest.reached();
    await prepare?.(this.#page);
    await this.#rest.reached();
  }

  /** Opens the page again if it is not as it was at first. */
  async #restore(): Promise<void> {
    // What shows only under the pointer, or while it has the focus, is not part of the page.
    await this.#page.mouse.move(0, 0);
    await this.#page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const keys = (controls: readonly Control[]) => controls.map(({ key }) => key).join();
    if (this.#page.url() !== this.#start.url || keys(await this.#controls()) !== keys(this.#start.controls)) {
      // What a control has kept in the browser, such as what is muted, would change the page for the next one.
      await this.#page.evaluate(() => localStorage.clear());
      await this.#open();
    }
  }

  /**
   * Goes back to where the walk was, or closes by Escape what came up. What opens from something that is open need not
   * close that way: Grafana's calendar loses the focus.
   */
  async #leave(name: string, entry: string, mustClose: boolean): Promise<void> {
    if (this.#page.url() === this.#start.url) {
      await this.#escape(name, mustClose);
    } else if ((await previousEntry(this.#page)) === entry) {
      await this.#page.goBack();
      await this.#rest.reached();
      const isThere = this.#page.url() === this.#start.url;
      this.#note(`${name}, then Back`, isThere ? [] : [`Back leads to ${this.#page.url()}, not to ${this.#start.url}`]);
    }
  }

  async #escape(name: string, mustClose: boolean): Promise<void> {
    const isOpen = async () => (await this.#layers()) > this.#start.layers;
    for (let presses = 0; presses < MOST_ESCAPES && (await isOpen()); presses += 1) {
      // Grafana's time picker closes only if it has the focus, to which Tab leads.
      if (presses > 0 && (await this.#page.locator(`:is(${LAYERS}):focus-within`).count()) === 0) {
        await this.#page.keyboard.press('Tab');
      }
      await this.#page.keyboard.press('Escape');
      await this.#rest.reached();
    }
    this.#note(`${name}, then Escape`, mustClose && (await isOpen()) ? ['what came up does not close'] : []);
  }

  /** Notes these faults, and what the page has complained about since the last time. */
  #note(name: string, faults: string[]): void {
    this.faults.push(...[...faults, ...this.#complaints.splice(0)].map((fault) => `${name}: ${fault}`));
  }
}

const nameOf = (controls: readonly Control[]): string => controls.map(({ name }) => name).join(', then ');
