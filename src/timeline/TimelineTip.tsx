import { useMemo } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Portal, useStyles2, VizTooltipContainer } from '@grafana/ui';
import { useTime } from '../shared/time/TimeContext';
import { clockWords } from '../shared/time/words';
import { number } from '../shared/values/number';
import { occasionOf } from '../fields/occasion';
import { TypeMark } from '../fields/TypeMark';
import { type Lane } from './lanes';
import { tipLines } from './tipLines';

const SHOWN = 5;
/** The tip describes what is under the pointer: a denser bar is described by its newest events. */
const MOST = 2000;
const OFFSET = { x: 14, y: 14 };

/** Where the pointer is: in the plot, and in the window. */
export interface Pointer {
  x: number;
  y: number;
  clientX: number;
  clientY: number;
}

interface Props {
  lane: Lane;
  /** Which of the lane's records are under the pointer. */
  first: number;
  end: number;
  pointer: Pointer;
}

/** What happened under the pointer, repeats as one line. */
export function TimelineTip({ lane, first, end, pointer }: Props) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useTime();
  const lines = useMemo(() => tipLines(lane.records.slice(Math.max(first, end - MOST), end)), [lane, first, end]);
  const isObject = 'name' in lane.values;
  return (
    <Portal>
      <VizTooltipContainer
        className={styles.tip}
        position={{ x: pointer.clientX, y: pointer.clientY }}
        offset={OFFSET}
        aria-live="off"
      >
        {lines.slice(0, SHOWN).map(({ record, message, count, from, to }) => (
          <div key={record.id} className={styles.line}>
            <TypeMark type={record.type} occasion={occasionOf(record)} />
            <div className={styles.body}>
              <div className={styles.head}>
                <strong>{record.reason}</strong>
                {count > 1 && <span>×{number(count)}</span>}
                <span className={styles.quiet}>
                  {clockWords(from, timeZone, true)}
                  {to > from && ` – ${clockWords(to, timeZone, true)}`}
                </span>
              </div>
              {!isObject && (
                <div className={styles.quiet}>
                  {record.kind} {record.name}
                </div>
              )}
              <div className={styles.message}>{message}</div>
            </div>
          </div>
        ))}
        {lines.length > SHOWN && (
          <div className={styles.quiet}>
            {t('timeline.more', 'and {{n}} more', { n: number(lines.length - SHOWN) })}
          </div>
        )}
      </VizTooltipContainer>
    </Portal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tip: css({
    width: 440,
    maxWidth: 'calc(100vw - 16px)',
    padding: theme.spacing(0.75, 1),
    zIndex: theme.zIndex.tooltip,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  line: css({ display: 'flex', gap: theme.spacing(0.75), padding: theme.spacing(0.25, 0), svg: { marginTop: 3 } }),
  body: css({ minWidth: 0 }),
  head: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 0.75) }),
  quiet: css({ color: theme.colors.text.secondary }),
  message: css({
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 6,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  }),
});
