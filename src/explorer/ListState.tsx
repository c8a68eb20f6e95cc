import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { listUrl } from '../rows/url';
import { LARGE_PAGE } from '../loki/list';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { clockWords } from '../shared/time/words';
import { number } from '../shared/values/number';
import { ELLIPSIS } from '../shared/styles';
import { columnLabel, constantColumns } from '../rows/columns';
import { type EventPages } from './useEventPages';

/** How much is loaded, how far the search has come, what is new, and where the list starts. */
export function ListState({ pages, rows }: { pages: EventPages; rows: number }) {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(listUrl);
  const { timeZone } = useTime();
  const { fresh, freshMore, showFresh } = pages;
  return (
    <div className={styles.state}>
      <span className={styles.words} role="status">
        <StateWords pages={pages} rows={rows} />
      </span>
      {state.at > 0 && (
        <Button
          size="sm"
          variant="secondary"
          icon="times"
          data-testid={testIds.listFromEnd}
          onClick={() => update({ at: 0 })}
        >
          {t('list.from', 'From {{time}}', { time: clockWords(state.at, timeZone, true) })}
        </Button>
      )}
      {fresh.length > 0 && (
        <Button className={styles.fresh} size="sm" icon="arrow-up" data-testid={testIds.fresh} onClick={showFresh}>
          {freshMore
            ? t('list.manyFresh', 'over {{n}} new', { n: number(fresh.length) })
            : t('list.fresh', '{{n}} new', { n: number(fresh.length) })}
        </Button>
      )}
    </div>
  );
}

function StateWords({ pages, rows }: { pages: EventPages; rows: number }) {
  const [state] = useUrl(listUrl);
  const { timeZone } = useTime();
  const { records, loading, reached, stale, more, before, cut } = pages;
  const n = number(records.length);
  if (loading && (stale || records.length === 0)) {
    return t('list.loading', 'Loading…');
  }
  if (reached !== undefined) {
    return t('list.searching', '{{n}} events loaded, searched back to {{time}}', {
      n,
      time: clockWords(reached, timeZone, true),
    });
  }
  const loaded =
    more || before
      ? t('list.loadedMore', '{{n}} events loaded. Scroll for more.', { count: records.length, n })
      : t('list.loaded', '{{n}} events', { count: records.length, n });
  const folded = state.fold && rows < records.length && t('list.rows', '{{n}} rows', { count: rows, n: number(rows) });
  const missing =
    cut.length > 0 &&
    t('list.cut', 'Only {{n}} of the events at {{time}} are listed: add a filter to see the others', {
      n: number(LARGE_PAGE),
      time: cut.map((ms) => clockWords(ms, timeZone, true)).join(', '),
    });
  const constant = constantColumns(state.columns, records)
    .filter(({ value }) => value)
    .map(({ name, value }) => `${columnLabel(name)} ${value}`);
  return [loaded, folded, ...constant, missing].filter(Boolean).join(' · ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  state: css({ flex: '1 1 auto', display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
  words: css({ ...ELLIPSIS, minWidth: 0, color: theme.colors.text.secondary }),
  // Over the columns' names: in the bar, it would make it higher, and move the rows that are being read.
  fresh: css({ position: 'absolute', zIndex: 2, top: 'calc(100% + 1px)', left: '50%', transform: 'translateX(-50%)' }),
});
