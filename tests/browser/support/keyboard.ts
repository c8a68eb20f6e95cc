import { type Page } from 'playwright-core';
import { type Control, focus, type Focus, focusOf } from './controls.ts';

/** More stops than any page has. */
const MOST_STOPS = 1000;
/** More than any menu or dialog has. */
const MOST_MOVES = 60;

/** Where Tab stops on its way through the page, from its start to its end. */
export async function tabStops(page: Page): Promise<Focus[]> {
  // Tab continues from what was clicked or had the focus last.
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const stops: Focus[] = [];
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await focusOf(page);
    if (stop.isNone) {
      return stops;
    }
    stops.push(stop);
  }
  throw new Error(`Tab does not leave the page after ${MOST_STOPS} presses`);
}

/** Whether Tab stops at a control, or at the list, menu or group of choices that it is in. */
export const isReached = ({ key, composite }: Control, stops: readonly Focus[]): boolean =>
  stops.some((stop) => stop.key === key || (composite !== '' && stop.composite === composite));

/** Moves the focus to a control; to one that has just appeared by Tab and arrow keys. */
export async function moveTo(page: Page, control: Control, hasAppeared: boolean): Promise<void> {
  if (!hasAppeared) {
    await focus(page, control.key);
    return;
  }
  for (let moves = 0; moves <= MOST_MOVES; moves += 1) {
    const { key, isNone } = await focusOf(page);
    if (key === control.key) {
      return;
    }
    await page.keyboard.press(control.composite && !isNone ? 'ArrowDown' : 'Tab');
  }
  throw new Error(`${control.name} cannot be reached by keyboard`);
}

/** Presses the key that a person presses on such a control. */
export async function activate(page: Page, { kind }: Control): Promise<void> {
  const key = await page.evaluate((kind) => {
    const { activeElement: active } = document;
    if (kind === 'press') {
      return 'Enter';
    }
    if (active instanceof HTMLSelectElement) {
      return active.selectedIndex > 0 ? 'ArrowUp' : 'ArrowDown';
    }
    // From the choice that is made already, arrow keys lead to another one.
    return active?.matches('[type=radio]:checked') ? 'ArrowDown' : 'Space';
  }, kind);
  await page.keyboard.press(key);
}
