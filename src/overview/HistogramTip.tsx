import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { SeriesTable, useStyles2 } from '@grafana/ui';
import { raised } from '../shared/styles';
import { bucketSpan } from '../shared/time/buckets';
import { useTime } from '../shared/time/TimeContext';
import { durationWords } from '../shared/time/words';
import { number } from '../shared/values/number';
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
  const parts = layers.flatMap(({ value, counts }, index) => {
    const count = counts[at] ?? 0;
    return count > 0 ? { color: colors[index], label: valueLabel(value), value: number(count) } : [];
  });
  const time = dateTimeFormat(part.from, { timeZone, format: 'MM-DD HH:mm:ss' });
  return (
    <div className={styles.tip} style={{ left, width: WIDTH }}>
      <SeriesTable timestamp={`${time} · ${durationWords(part.to - part.from)}`} series={parts.reverse()} />
      {parts.length === 0 && field && 0}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tip: css({
    ...raised(theme),
    position: 'absolute',
    top: 4,
    zIndex: 2,
    pointerEvents: 'none',
    padding: theme.spacing(0.75, 1),
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
