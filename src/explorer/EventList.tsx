import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { listUrl } from '../rows/url';
import { Failed } from '../view/states/Failed';
import { Trouble } from '../view/states/Trouble';
import { testIds } from '../shared/testIds';
import { type Span } from '../shared/time/range';
import { COLUMN, framed } from '../shared/styles';
import { useToggled } from '../shared/useToggled';
import { NoEvents } from '../empty/NoEvents';
import { EventRows } from './EventRows';
import { rowsOf } from '../rows/fold';
import { ListTools } from './ListTools';
import { type Part } from './loaded';
import { type EventPages } from './useEventPages';

interface Props {
  pages: EventPages;
  onVisible(span: Span | undefined): void;
  /** Further tools. */
  children?: ReactNode;
}

/** Each event, or each thing that repeats, as a row; more is loaded as one scrolls. */
export function EventList({ pages, onVisible, children }: Props) {
  const styles = useStyles2(getStyles);
  const [state] = useUrl(listUrl);
  const box = useRef<HTMLDivElement>(null);
  const [open, toggle] = useToggled();
  const { records, loading, failure, retry } = pages;
  const rows = useMemo(() => rowsOf(records, state.fold, open), [state.fold, records, open]);

  const isEmpty = rows.length === 0;
  const first = records[0]?.timeMs;
  const last = records.at(-1)?.timeMs;
  useEffect(() => {
    const known = first !== undefined && last !== undefined;
    onVisible(known ? { from: Math.min(first, last), to: Math.max(first, last) } : undefined);
  }, [first, last, onVisible]);

  return (
    <section ref={box} className={styles.list} data-testid={testIds.list} aria-label={t('list.label', 'Events')}>
      <ListTools pages={pages} rows={rows.length}>
        {children}
      </ListTools>
      {failure &&
        (isEmpty ? (
          <Trouble error={failure.error} retry={retry} />
        ) : (
          <Failed title={failureTitle(failure.part)} error={failure.error} retry={retry} />
        ))}
      {!failure && !loading && isEmpty && <NoEvents />}
      {(!isEmpty || loading) && <EventRows box={box} rows={rows} pages={pages} open={open} toggle={toggle} />}
    </section>
  );
}

const failureTitle = (part: Part) =>
  part === 'start' || part === 'fresh'
    ? t('list.failed.refresh', 'Refresh failed. The list shows the events loaded before.')
    : t('list.failed.more', 'More events could not be loaded.');

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ ...framed(theme), ...COLUMN, minWidth: 0, overflow: 'hidden' }),
});
