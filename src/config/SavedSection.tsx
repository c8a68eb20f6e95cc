import { t } from '@grafana/i18n';
import { Alert, Combobox, Field, FieldSet } from '@grafana/ui';
import { organizationFilters } from '../saved/collections';
import { FIRST_PAGE, pageLabels, PAGES } from '../saved/pages';
import { startAt, startPageOf } from '../saved/startPage';
import { brokenWords } from '../saved/words';
import { testIds } from '../shared/testIds';
import { type SectionProps } from './TextSetting';

/** Where the app opens, and which of the organization's saved filters cannot be used. */
export function SavedSection({ settings, set }: Pick<SectionProps, 'settings' | 'set'>) {
  const { filters, broken } = organizationFilters(settings);
  const { startPage = '' } = settings;
  const labels = pageLabels();
  const start = startPageOf(startPage, filters);
  const isMissing = start !== undefined && 'missing' in start;
  const options = [
    ...PAGES.map((page) => ({ value: page as string, label: labels[page] })),
    ...filters.map(({ id, name }) => ({ value: startAt(id), label: name })),
    ...(isMissing ? [{ value: startPage, label: startPage }] : []),
  ];
  return (
    <FieldSet label={t('config.savedTitle', 'Saved filters and start page')}>
      <Field
        label={t('config.start', 'Start page')}
        description={t(
          'config.startAbout',
          'Where the app opens without a page in the address. Readers can choose their own. Save filters for everyone under "Saved filters" on the pages.'
        )}
        invalid={isMissing}
        error={t('config.startFault', 'No page and no saved filter has this name')}
      >
        <Combobox
          id="ke-start"
          width={50}
          isClearable
          placeholder={labels[FIRST_PAGE]}
          options={options}
          value={start && 'filter' in start ? startAt(start.filter.id) : startPage || null}
          onChange={(option) => set({ startPage: option?.value })}
        />
      </Field>
      {broken.length > 0 && (
        <Alert
          severity="warning"
          title={t('config.savedBroken', 'Saved filters that cannot be used, and are left out')}
          data-testid={testIds.savedBroken}
        >
          <ul>
            {broken.map((entry) => (
              <li key={entry.id}>{brokenWords(entry)}</li>
            ))}
          </ul>
        </Alert>
      )}
    </FieldSet>
  );
}
