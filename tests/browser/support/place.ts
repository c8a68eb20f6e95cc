import { type Page } from 'playwright-core';
import { testIds } from '../../../src/shared/testIds.ts';
import { ROOT } from '../../../src/view/appId.ts';

/** @param base where Grafana, or the preview host, is */
export const isInApp = ({ href }: URL, base: string): boolean => href.startsWith(`${base}${ROOT}/`);

/** A link leads to where it says, and within Grafana it keeps the path that Grafana is served under. */
export function faultsOfLink(url: URL, href: string, base: string): string[] {
  const wanted = new URL(href);
  if (wanted.protocol === 'blob:') {
    return [];
  }
  const isThere = url.origin === wanted.origin && url.pathname === wanted.pathname;
  const isOutside = wanted.origin === new URL(base).origin && !href.startsWith(`${base}/`);
  return [
    ...(isThere ? [] : [`leads to ${url.href}, not to ${href}`]),
    ...(isOutside ? [`links to ${href}, outside ${base}`] : []),
  ];
}

/** What is not a link stays in the app, or on the page that it is on. */
export function faultsOfPlace(url: URL, start: string, base: string): string[] {
  const isHere = url.pathname === new URL(start).pathname;
  return isHere || isInApp(url, base) ? [] : [`leads out of the app, to ${url.href}`];
}

/** Something stands below the page's header, and it is not an error. */
export async function faultsShown(page: Page): Promise<string[]> {
  const app = page.getByTestId(testIds.page);
  await app.waitFor();
  const all = (await app.innerText()).trim();
  const header = (await app.locator('header').first().innerText()).trim();
  const errors = await Promise.all(
    [testIds.error, testIds.viewError].map((id) => page.getByTestId(id).allInnerTexts())
  );
  return [
    ...(all.length > header.length ? [] : ['the page is blank']),
    ...errors.flat().map((text) => `the page shows an error: ${text.replace(/\s+/g, ' ').slice(0, 300)}`),
  ];
}

/** The page's entry in the browser's history. */
export const historyEntry = (page: Page): Promise<string> => page.evaluate(() => navigation.currentEntry?.key ?? '');

/** The entry that Back leads to; empty if that is of another site. */
export const previousEntry = (page: Page): Promise<string> =>
  page.evaluate(() => navigation.entries()[(navigation.currentEntry?.index ?? 0) - 1]?.key ?? '');
