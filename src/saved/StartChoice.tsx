import { t } from '@grafana/i18n';
import { Choice } from '../shared/Choice';
import { FIRST_PAGE, pageLabels, PAGES } from './pages';
import { type Act } from './Act';
import { type StartPage, startPageOf } from './startPage';
import { useSaved } from './useSaved';

/** Where the app opens if it is opened without a page: the organization's choice, or one's own. */
export function StartChoice({ act }: { act: Act }) {
  const { mine, organization, filters, ownStart = '', start, setStart } = useSaved();
  if (!mine) {
    return null;
  }
  const labels = pageLabels();
  const nameOf = (page: StartPage) =>
    'page' in page
      ? labels[page.page]
      : 'filter' in page
        ? page.filter.name
        : t('saved.startMissing', 'A filter that was deleted');
  const common = startPageOf(start, organization.filters);
  const own = startPageOf(ownStart, filters);
  const options = [
    {
      value: '',
      label: common
        ? t('saved.startOrganization', "The organization's: {{-page}}", { page: nameOf(common) })
        : t('saved.startDefault', 'Default: {{-page}}', { page: labels[FIRST_PAGE] }),
    },
    ...PAGES.map((page) => ({ value: page, label: labels[page] })),
    // Filters are chosen in the list; there may be many.
    ...(own && !('page' in own) ? [{ value: ownStart, label: nameOf(own) }] : []),
  ];
  const choose = (text: string) => {
    const page = options.find(({ value }) => value === text)?.label ?? '';
    void act(t('saved.startChosen', 'The app opens with: {{-page}}', { page }), () => setStart(text || undefined));
  };
  return (
    <Choice
      label={t('saved.start', 'Open the app with')}
      value={own ? ownStart : ''}
      options={options}
      onChange={choose}
    />
  );
}
