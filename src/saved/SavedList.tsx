import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, Input, useStyles2 } from '@grafana/ui';
import { quiet } from '../shared/styles';
import { testIds } from '../shared/testIds';
import { ROVING_ROW, useRovingTabIndex } from '../shared/useRovingTabIndex';
import { useUrlContext } from '../view/url/useUrl';
import { BrokenRow } from './BrokenRow';
import { type Collection, found } from './collections';
import { mayChange } from './mayChange';
import { applied, type Owner, type SavedFilter } from './savedFilter';
import { SavedRow } from './SavedRow';
import { type Act } from './Act';
import { useChosen } from './useChosen';
import { useSaved } from './useSaved';

interface Props {
  act: Act;
  close(): void;
}

/** All saved filters, to search and to choose from. It is one tab stop; arrow keys lead from the box into it and back. */
export function SavedList({ act, close }: Props) {
  const styles = useStyles2(getStyles);
  const { mine, organization, errors } = useSaved();
  const { change } = useUrlContext();
  const chosen = useChosen();
  const [search, setSearch] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);

  const own = found(mine?.filters ?? [], search);
  const others = found(organization.filters, search);
  const all = [...own, ...others];
  const roving = useRovingTabIndex(all.map(({ id }) => id));
  const apply = (saved: SavedFilter) => {
    const isInView = chosen?.saved.id === saved.id && chosen.differing.length === 0;
    if (!isInView) {
      change((params) => applied(saved, params), { page: saved.page });
    }
    close();
  };
  const onBoxKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && search && all[0]) {
      apply(all[0]);
    } else if (event.key === 'ArrowDown') {
      list.current?.querySelector<HTMLElement>(`[${ROVING_ROW}] button`)?.focus();
    } else {
      return;
    }
    event.preventDefault();
  };
  const onListKey = (event: KeyboardEvent<HTMLElement>) => {
    const [first] = event.currentTarget.querySelectorAll(`[${ROVING_ROW}]`);
    if (event.key === 'ArrowUp' && first?.contains(document.activeElement)) {
      box.current?.focus();
      event.preventDefault();
    } else {
      roving.onKeyDown(event);
    }
  };
  const rowsOf = (filters: readonly SavedFilter[]) =>
    filters.map((saved) => (
      <SavedRow
        key={saved.id}
        saved={saved}
        differing={chosen?.saved.id === saved.id ? chosen.differing : undefined}
        isNext={search !== '' && saved === all[0]}
        apply={() => apply(saved)}
        act={act}
        tabIndex={roving.tabIndexOf(saved.id)}
        reach={() => roving.reach(saved.id)}
      />
    ));
  return (
    <>
      <Input
        ref={box}
        value={search}
        placeholder={t('saved.search', 'Search saved filters')}
        aria-label={t('saved.search', 'Search saved filters')}
        prefix={<Icon name="search" />}
        data-testid={testIds.savedSearch}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={onBoxKey}
      />
      <div ref={list} className={styles.list} onKeyDown={onListKey}>
        <Section
          owner="me"
          title={t('saved.mine', 'Mine')}
          collection={mine}
          error={errors.me}
          act={act}
          search={search}
        >
          {rowsOf(own)}
        </Section>
        <Section
          owner="organization"
          title={t('saved.organization', 'Organization')}
          collection={organization}
          error={errors.organization}
          act={act}
          search={search}
        >
          {rowsOf(others)}
        </Section>
      </div>
    </>
  );
}

interface SectionProps {
  owner: Owner;
  title: string;
  collection?: Collection;
  error?: string;
  act: Act;
  search: string;
  children: React.ReactNode[];
}

/** What one owner has: a list, or why there is none. */
function Section({ owner, title, collection, error, act, search, children }: SectionProps) {
  const styles = useStyles2(getStyles);
  const broken = mayChange(owner) ? (collection?.broken ?? []) : [];
  return (
    <section aria-label={title} data-testid={testIds.savedOf(owner)}>
      <h3 className={styles.title}>{title}</h3>
      {error && <NotRead error={error} isKnown={collection !== undefined} />}
      {!collection && !error && <div className={styles.note}>{t('saved.loading', 'Loading…')}</div>}
      <ul className={styles.rows}>
        {children}
        {broken.map((entry) => (
          <BrokenRow key={entry.id} entry={entry} act={act} />
        ))}
      </ul>
      {collection && children.length === 0 && (
        <div className={styles.note}>
          {search && collection.filters.length > 0
            ? t('saved.noneFound', 'None has "{{-search}}" in its name', { search })
            : t('saved.none', 'None saved yet')}
        </div>
      )}
    </section>
  );
}

function NotRead({ error, isKnown }: { error: string; isKnown: boolean }) {
  const styles = useStyles2(getStyles);
  const { refresh } = useSaved();
  return (
    <div role="alert" className={styles.error}>
      {isKnown
        ? t('saved.notRefreshed', 'This list may be out of date: {{-error}}', { error })
        : t('saved.notRead', 'Could not be read: {{-error}}', { error })}{' '}
      <button type="button" className={styles.again} onClick={refresh}>
        {t('trouble.again', 'Try again')}
      </button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ maxHeight: 'min(420px, 50vh)', overflowY: 'auto' }),
  title: css({ ...quiet(theme), margin: theme.spacing(0.5, 0), fontWeight: theme.typography.fontWeightMedium }),
  rows: css({ listStyle: 'none', margin: 0 }),
  note: css({ ...quiet(theme), padding: theme.spacing(0.5, 1) }),
  error: css({ color: theme.colors.error.text, padding: theme.spacing(0, 1, 0.5) }),
  again: css({ border: 0, background: 'none', padding: 0, color: theme.colors.text.link }),
});
