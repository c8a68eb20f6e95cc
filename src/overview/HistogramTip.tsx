import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { bucketSpan } from '../shared/time/buckets';
import { useTime } from '../shared/time/TimeContext';
import { durationWords } from '../shared/time/words';
import { number } from '../shared/values/number';
import { ELLIPSIS } from '../shared/styles';
import { valueLabel } from '../fields/fields';
import { type Scene, xOf } from './draw';

const WIDTH = 200;

/** One bar in numbers, beside it. */
export function HistogramTip({ scene, at, field }: { scene: Scene; at: number; field: string }) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useTime();
  const { buckets, layers, colors } = scene;
  const part = bucketSpan(buckets, at);
  const right = xOf(scene, part.to);
  const left = right + 8 + WIDTH > scene.width ? xOf(scene, part.from) - WIDTH - 8 : right + 8;
  const parts = layers.map((layer, index) => ({ ...layer, color: colors[index], count: layer.counts[at] ?? 0 }));
  return (
    <div className={styles.tip} style={{ left, width: WIDTH }}>
      <div className={styles.time}>
        {dateTimeFormat(part.from, { timeZone, format: 'MM-DD HH:mm:ss' })} · {durationWords(part.to - part.from)}
      </div>
      {parts
        .filter(({ count }) => count > 0)
        .reverse()
        .map(({ value, color, count }) => (
          <div key={value} className={styles.part}>
            <span className={styles.swatch} style={{ background: color }} />
            <span className={styles.name}>{valueLabel(value)}</span>
            <span>{number(count)}</span>
          </div>
        ))}
      {parts.every(({ count }) => count === 0) && <div className={styles.part}>{field && 0}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tip: css({
    position: 'absolute',
    top: 4,
    zIndex: 2,
    pointerEvents: 'none',
    padding: theme.spacing(0.75, 1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    boxShadow: theme.shadows.z2,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  time: css({ color: theme.colors.text.secondary }),
  part: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  swatch: css({ width: 8, height: 8, borderRadius: 2 }),
  name: css({ ...ELLIPSIS, flex: 1 }),
});
