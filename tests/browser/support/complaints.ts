import { type Page } from 'playwright-core';

/** Console errors that are not the app's, and where they come from. */
const KNOWN: RegExp[] = [
  // The preview host has no Grafana's boot data, fonts or icon.
  /grafanaBootData|\.(woff2?|ttf)\b|favicon/,
  // The catalogue of grafana.com, which a Grafana without internet cannot load.
  /\/api\/gnet\/|Failed to fetch plugins from catalog/,
  // How Grafana counts anonymous devices.
  /npm-monitoring/,
  // Whether a dashboard is shared with everybody: Grafana says so by a 404 where it is not.
  /\/public-dashboards/,
  // What Grafana keeps for a person: its client takes a 404 for nothing.
  /\b404\b.*\/user-storage\//,
  // A question that another has overtaken, or whose page has been left.
  /net::ERR_ABORTED/,
];

/** Whether a console error is not the app's. */
export const isKnown = (text: string): boolean => KNOWN.some((known) => known.test(text));

/** What a page complains about from now on: errors in its console, uncaught ones, requests refused or failed. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  const note = (text: string) => {
    if (!isKnown(text)) {
      complaints.push(text.slice(0, 500));
    }
  };
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      note(`console: ${message.text()} ${message.location().url}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      note(`${response.status()} ${response.request().method()} ${response.url()}`);
    }
  });
  page.on('requestfailed', (request) => note(`${request.failure()?.errorText} ${request.method()} ${request.url()}`));
  return complaints;
}
