import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useView } from '../../app/ViewContext';
import { Canvas } from '../../shared/Canvas';
import { testIds } from '../../shared/testIds';
import { hover, useHover } from '../../shared/time/hover';
import { type Span } from '../../shared/time/range';
import { ticksOf } from '../../shared/time/ticks';
import { useTime } from '../../shared/time/TimeContext';
import { useSize } from '../../shared/useSize';
import { valueColor } from '../../shared/values/colors';
import { groupField } from '../groups/levels';
import { burstsOf } from './bursts';
import { drawHistogram, type Scene } from './draw';
import { HistogramTip } from './HistogramTip';
import { Totals } from './Totals';
import { useBrush } from './useBrush';
import { useHistogram } from './useHistogram';

const HEIGHT = 104;

/** How much happened when: bars by type, with the bursts marked. Drag over it to zoom in. */
export function Histogram({ visible }: { visible?: Span }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { state } = useView();
  const { span, timeZone, zoom } = useTime();
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const field = groupField(state.bars);
  const { layers, buckets, loading, error } = useHistogram(width, field);
  const hovered = useHover();
  const brush = useBrush(width, span, zoom);
  const [cursor, setCursor] = useState(-1);

  const bursts = useMemo(() => {
    const warnings = field === '_type' ? layers.filter(({ value }) => value !== 'Normal') : layers;
    const sums = Array.from({ length: buckets.count }, (_, at) =>
      warnings.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0)
    );
    return burstsOf(sums);
  }, [layers, buckets, field]);

  const at = cursor >= 0 ? cursor : hovered === undefined ? -1 : Math.floor((hovered - buckets.from) / buckets.step);
  const scene = useMemo<Scene>(
    () => ({
      width,
      height: HEIGHT,
      span,
      buckets,
      layers,
      bursts,
      visible,
      colors: layers.map(({ value }) => valueColor(theme, field, value)),
      ticks: ticksOf(span, width, timeZone),
      brush: brush.span,
      hover: cursor >= 0 ? buckets.from + (cursor + 0.5) * buckets.step : hovered,
    }),
    [width, span, buckets, layers, bursts, visible, theme, field, timeZone, brush.span, cursor, hovered]
  );
  const draw = useCallback((context: CanvasRenderingContext2D) => drawHistogram(context, scene, theme), [scene, theme]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      setCursor(Math.min(Math.max((cursor < 0 ? buckets.count : cursor) + step, 0), buckets.count - 1));
      event.preventDefault();
    } else if (event.key === 'Enter' && cursor >= 0) {
      zoom({ from: buckets.from + cursor * buckets.step, to: buckets.from + (cursor + 1) * buckets.step });
      setCursor(-1);
    } else if (event.key === 'Escape') {
      setCursor(-1);
    }
  };

  return (
    <section className={styles.histogram}>
      <Totals layers={layers} field={field} bursts={bursts} buckets={buckets} />
      <div ref={box} className={styles.plot} data-testid={testIds.histogram} data-loading={loading}>
        {width > 0 && (
          <Canvas
            className={cx(styles.canvas, loading && styles.loading)}
            width={width}
            height={HEIGHT}
            draw={draw}
            tabIndex={0}
            role="img"
            aria-label={t('histogram.label', 'Events over time; arrow keys move, Enter zooms in, drag to zoom')}
            onKeyDown={onKeyDown}
            onBlur={() => setCursor(-1)}
            onMouseLeave={() => hover(undefined)}
            {...brush.handlers}
          />
        )}
        {error && <div className={styles.error}>{error.message}</div>}
        {at >= 0 && at < buckets.count && !brush.span && <HistogramTip scene={scene} at={at} field={field} />}
      </div>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  histogram: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  plot: css({ position: 'relative', height: HEIGHT }),
  canvas: css({ cursor: 'crosshair', transition: 'opacity 150ms', touchAction: 'pan-y' }),
  loading: css({ opacity: 0.55 }),
  error: css({
    position: 'absolute',
    inset: 0,
    display: 'grid',
    placeItems: 'center',
    padding: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflow: 'hidden',
  }),
});
