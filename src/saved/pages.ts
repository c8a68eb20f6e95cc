import { t } from '@grafana/i18n';

/** The app's pages in the order of their tabs. */
export const PAGES = ['problems', 'events', 'timeline', 'groups', 'compare', 'live', 'reasons'] as const;

export type PageName = (typeof PAGES)[number];

/** Where the app opens unless something else is chosen. */
export const FIRST_PAGE: PageName = 'problems';

export const isPage = (name: string): name is PageName => (PAGES as readonly string[]).includes(name);

export const pageLabels = (): Readonly<Record<PageName, string>> => ({
  problems: t('pages.problems', 'Problems'),
  events: t('pages.events', 'Events'),
  timeline: t('pages.timeline', 'Timeline'),
  groups: t('pages.groups', 'Groups'),
  compare: t('pages.compare', 'Compare'),
  live: t('pages.live', 'Live'),
  reasons: t('pages.reasons', 'Reasons'),
});
