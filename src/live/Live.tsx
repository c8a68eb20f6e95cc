import { type RefObject, useCallback, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useView } from '../app/ViewContext';
import { columnsFor, gridOf } from '../explorer/list/columns';
import { EventDetails } from '../explorer/details/EventDetails';
import { EventRow } from '../explorer/list/EventRow';
import { plainRows } from '../explorer/list/fold';
import { rowHeight, timeWidthOf } from '../explorer/list/measures';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { useSize } from '../shared/useSize';
import { number } from '../shared/values/number';
import { type TailState, useTail } from './useTail';

/** Events as they come. They wait while one reads: paused, or scrolled away from the top. */
export default function Live() {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  const { timeZone } = useTime();
  const [paused, setPaused] = useState(false);
  const [away, setAway] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const still = paused || away;
  const { shown, held, dropped, state: tailState, rate, clear } = useTail(still);
  const goOn = () => {
    setPaused(false);
    setAway(false);
    scroller.current?.scrollTo({ top: 0 });
  };
  return (
    <div className={styles.live} data-testid={testIds.live}>
      <div className={styles.main}>
        <div className={styles.tools}>
          <Button
            size="sm"
            variant="secondary"
            icon={paused ? 'play' : 'pause'}
            onClick={() => (paused ? goOn() : setPaused(true))}
          >
            {paused ? t('live.goOn', 'Go on') : t('live.pause', 'Pause')}
          </Button>
          <Standing state={tailState} paused={still} />
          <span>{t('live.rate', '{{n}}/s', { n: rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate) })}</span>
          {dropped > 0 && (
            <span className={styles.dropped}>{t('live.dropped', '{{n}} left out', { n: number(dropped) })}</span>
          )}
          <span className={styles.space} />
          {held.length > 0 && (
            <Button size="sm" icon="arrow-up" onClick={goOn}>
              {t('live.new', '{{n}} new', { n: number(held.length) })}
            </Button>
          )}
          <Button size="sm" variant="secondary" fill="text" onClick={clear}>
            {t('live.clear', 'Clear')}
          </Button>
        </div>
        <Rows
          scroller={scroller}
          records={shown}
          timeZone={timeZone}
          onScroll={(top) => setAway(top > 40)}
          select={(event) => update({ event }, { replace: Boolean(state.event) })}
          selected={state.event}
        />
      </div>
      {state.event && <EventDetails id={state.event} records={shown} />}
    </div>
  );
}

function Standing({ state, paused }: { state: TailState; paused: boolean }) {
  const styles = useStyles2(getStyles);
  const words = {
    connecting: t('live.connecting', 'Connecting…'),
    live: paused ? t('live.held', 'Live, held back') : t('live.live', 'Live'),
    polling: t('live.polling', 'Asking every 2 s'),
    lost: t('live.lost', 'Connection lost, trying again'),
  };
  return (
    <span className={styles.standing} data-testid={testIds.liveState} data-state={state} role="status">
      <span className={cx(styles.dot, state === 'live' && styles.dotLive, state === 'lost' && styles.dotLost)} />
      {words[state]}
    </span>
  );
}

interface RowsProps {
  scroller: RefObject<HTMLDivElement | null>;
  records: ReturnType<typeof useTail>['shown'];
  timeZone: TimeZone;
  onScroll(top: number): void;
  select(id: string): void;
  selected: string;
}

function Rows({ scroller, records, timeZone, onScroll, select, selected }: RowsProps) {
  const styles = useStyles2(getStyles);
  const { state } = useView();
  const { width } = useSize(scroller);
  const rows = plainRows(records);
  const compact = width > 0 && width < 560;
  const columns = columnsFor(state.columns, width);
  const noToggle = useCallback(() => undefined, []);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight(compact),
    overscan: 8,
  });
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={t('list.label', 'Events')}
      aria-rowcount={rows.length}
      className={styles.scroller}
      onScroll={(event) => onScroll(event.currentTarget.scrollTop)}
    >
      {rows.length === 0 && (
        <div role="row">
          <div role="gridcell" className={styles.waiting}>
            {t('live.waiting', 'Waiting for events that pass the filters…')}
          </div>
        </div>
      )}
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row ? (
            <div key={row.key} className={styles.item} style={{ transform: `translateY(${start}px)` }}>
              <EventRow
                row={row}
                index={index}
                grid={gridOf(columns, timeWidthOf(false, false))}
                columns={columns}
                compact={compact}
                wrap={false}
                relative={false}
                withDay={false}
                timeZone={timeZone}
                now={0}
                current={false}
                selected={row.record.id === selected}
                open={false}
                toggle={noToggle}
                select={select}
              />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  live: css({ position: 'relative', flex: 1, minHeight: 0, display: 'flex', gap: theme.spacing(1) }),
  main: css({
    flex: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  tools: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(0.5, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.secondary,
  }),
  space: css({ flex: 1 }),
  dropped: css({ color: theme.colors.warning.text }),
  standing: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  dot: css({ width: 8, height: 8, borderRadius: '50%', background: theme.colors.text.disabled }),
  dotLive: css({ background: theme.colors.success.main }),
  dotLost: css({ background: theme.colors.error.main }),
  scroller: css({ flex: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden' }),
  item: css({ position: 'absolute', top: 0, left: 0, right: 0 }),
  waiting: css({ padding: theme.spacing(4), textAlign: 'center', color: theme.colors.text.secondary }),
});
