import { t } from '@grafana/i18n';
import { type BrokenEntry, type Fault, LONGEST_NAME } from './savedFilter';
import { type Part } from './parts';

/** Why something was not read or saved: what Grafana answered, or what we found. */
export function reasonOf(cause: unknown): string {
  const { status, data, statusText, message } = (cause ?? {}) as {
    status?: number;
    data?: { message?: string };
    statusText?: string;
    message?: string;
  };
  const text = data?.message || message || statusText || (status ? '' : String(cause));
  return [status, text].filter(Boolean).join(': ');
}

/** What of a view differs from a saved filter, for example `changed: filters, display`. */
export const changedWords = (differing: ReadonlyArray<Part | 'page'>): string =>
  t('saved.changed', 'changed: {{parts}}', { parts: differing.map((part) => partLabels()[part]).join(', ') });

const partLabels = (): Record<Part | 'page', string> => ({
  page: t('saved.partPage', 'page'),
  filters: t('saved.partFilters', 'filters'),
  display: t('saved.partDisplay', 'display'),
  time: t('saved.partTime', 'time range'),
});

/** Which entry cannot be used, and what to do about it. */
export const brokenWords = ({ name, id, fault }: BrokenEntry): string =>
  t('saved.broken', '{{-entry}}: {{-why}}', { entry: name || id, why: faultWords()[fault] });

const faultWords = (): Record<Fault, string> => ({
  shape: t('saved.faultShape', 'it is not an entry with a name and a link'),
  name: t('saved.faultName', 'it has no name'),
  longName: t('saved.faultLongName', 'its name is longer than {{n}} characters', { n: LONGEST_NAME }),
  link: t('saved.faultLink', 'its link is no page with filters, such as events?f=_type%3DWarning'),
  filter: t('saved.faultFilter', 'its link has a filter that cannot be read. Use f=field=value or f=field!=value'),
  twice: t('saved.faultTwice', 'another entry before it has the same name'),
});
