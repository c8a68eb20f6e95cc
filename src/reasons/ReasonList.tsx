import { type KeyboardEvent, useEffect, useRef } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type Entry, type Language, textOf } from '@kubernetes-events/reasons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { testIds } from '../shared/testIds';
import { shortNumber } from '../shared/values/number';
import { TypeMark } from '../fields/TypeMark';
import { type Happened } from './happened';
import { SeriousnessMark } from './SeriousnessMark';
import { sharedText } from './sharedText';
import { ELLIPSIS, quiet } from '../shared/styles';

const ROW = 44;

interface Props {
  entries: Entry[];
  language: Language;
  /** Undefined while it is not known. */
  happened?: ReadonlyMap<string, Happened>;
  selected: string;
  select(id: string): void;
}

/** The entries, two lines each. The arrows, j and k select one, which is shown beside. */
export function ReasonList({ entries, language, happened, selected, select }: Props) {
  const styles = useStyles2(getStyles);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const at = entries.findIndex(({ id }) => id === selected);
  const shown = virtual.getVirtualItems();
  const isShown = shown.some(({ index }) => index === at);
  useEffect(() => {
    if (at >= 0) {
      virtual.scrollToIndex(at, { align: 'auto' });
    }
  }, [at, virtual]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = entries[moved(event.key, at, entries.length)];
    if (next) {
      select(next.id);
      event.preventDefault();
    } else if (event.key === 'Escape' && selected) {
      select('');
    }
  };
  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label={t('pages.reasons', 'Reasons')}
      aria-activedescendant={isShown ? rowId(at) : undefined}
      className={styles.scroller}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {shown.map(({ index, start }) => {
          const entry = entries[index];
          return entry ? (
            <div
              key={entry.id}
              id={rowId(index)}
              role="option"
              aria-selected={index === at}
              aria-setsize={entries.length}
              aria-posinset={index + 1}
              data-testid={testIds.reasonRow}
              className={cx(styles.row, index === at && styles.selected)}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => select(entry.id)}
            >
              <ReasonLine entry={entry} language={language} happened={happened?.get(entry.id)} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}

const rowId = (index: number) => `ke-reason-${index}`;

/** The index that a key leads to; -1 for none. */
function moved(key: string, at: number, count: number): number {
  const steps = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
  const step = (steps as Record<string, number>)[key];
  return step === undefined ? -1 : Math.min(Math.max(at + step, 0), count - 1);
}

function ReasonLine({ entry, language, happened }: { entry: Entry; language: Language; happened?: Happened }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <TypeMark type={entry.types.at(-1) ?? ''} />
      <span className={styles.reason}>{entry.reason}</span>
      <span className={styles.emitter}>{entry.emitter}</span>
      <span className={styles.count} title={happened && sharedText(happened)}>
        {happened && countText(happened)}
      </span>
      <SeriousnessMark seriousness={entry.seriousness} language={language} />
      <span className={styles.meaning}>{textOf(entry, language).meaning}</span>
    </>
  );
}

/** With a sign for "at most" if some of the events may have another meaning. */
const countText = ({ count, shared }: Happened) => (shared.length > 0 ? '≤' : '×') + shortNumber(count);

const getStyles = (theme: GrafanaTheme2) => ({
  scroller: css({ flex: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden' }),
  row: css({
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    height: ROW,
    display: 'grid',
    gridTemplateColumns: '14px minmax(0, auto) minmax(0, 1fr) auto 112px',
    gridTemplateRows: '20px 18px',
    alignContent: 'center',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    padding: theme.spacing(0, 1.5, 0, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
  }),
  selected: css({ background: theme.colors.action.selected, '> span': { color: theme.colors.text.primary } }),
  reason: css({ ...ELLIPSIS, fontWeight: theme.typography.fontWeightMedium }),
  emitter: css({ ...ELLIPSIS, ...quiet(theme) }),
  count: css({ textAlign: 'right' }),
  meaning: css({ ...ELLIPSIS, ...quiet(theme), gridColumn: '2 / -1' }),
});
