import { type Page } from 'playwright-core';
import { type Control, type Focus, focusOf } from './controls.ts';

/** More stops than any page has. */
const MOST_STOPS = 1000;

/** Where Tab stops on its way through the page, from its start to its end. */
export async function tabStops(page: Page): Promise<Focus[]> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
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

/** Whether Tab stops at a control, or at the list or group of choices that it is in. */
export const isReached = ({ key, composite }: Control, stops: readonly Focus[]): boolean =>
  stops.some((stop) => stop.key === key || (composite !== '' && stop.composite === composite));
