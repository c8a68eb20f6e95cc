import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useTime } from '../shared/time/TimeContext';
import { clockWords } from '../shared/time/words';
import { number } from '../shared/values/number';
import { TypeMark } from '../shared/values/TypeMark';
import { type Cluster } from './draw';
import { type Lane } from './lanes';

const WIDTH = 360;
const SHOWN = 6;

interface Props {
  cluster: Cluster;
  lane: Lane;
  pointer: { x: number; y: number };
  width: number;
  height: number;
}

/** The events under the pointer. */
export function TimelineTip({ cluster, lane, pointer, width, height }: Props) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useTime();
  const { first, end } = cluster;
  const all = end - first;
  const shown = lane.records.slice(Math.max(first, end - SHOWN), end).reverse();
  const left = Math.max(0, Math.min(pointer.x + 12, width - WIDTH - 8));
  const below = pointer.y < height / 2;
  return (
    <div
      className={styles.tip}
      style={{ left, width: WIDTH, ...(below ? { top: pointer.y + 16 } : { bottom: height - pointer.y + 12 }) }}
    >
      {shown.map((record) => (
        <div key={record.id} className={styles.event}>
          <span className={styles.time}>{clockWords(record.timeMs, timeZone, true)}</span>
          <TypeMark type={record.type} />
          <span className={styles.text}>
            <strong>{record.reason}</strong> {record.message}
          </span>
        </div>
      ))}
      {all > SHOWN && (
        <div className={styles.time}>{t('timeline.more', 'and {{n}} more', { n: number(all - SHOWN) })}</div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tip: css({
    position: 'absolute',
    zIndex: 2,
    maxWidth: '100%',
    pointerEvents: 'none',
    padding: theme.spacing(0.75, 1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    boxShadow: theme.shadows.z2,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  event: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  time: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  text: css({ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
});
