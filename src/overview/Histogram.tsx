import { type KeyboardEvent, useCallback, useMemo, useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { overviewUrl } from './url';
import { listUrl } from '../rows/url';
import { type Answer } from '../loki/useLoki';
import { Canvas } from '../shared/Canvas';
import { testIds } from '../shared/testIds';
import { hover, useHover } from '../shared/time/hover';
import { type Span } from '../shared/time/range';
import { ticksOf } from '../shared/time/ticks';
import { bucketAt, bucketSpan, bucketsOf } from '../shared/time/buckets';
import { useBrush } from '../shared/time/useBrush';
import { useTime } from '../shared/time/TimeContext';
import { valueColor } from '../shared/values/colors';
import { quiet } from '../shared/styles';
import { groupField } from '../fields/levels';
import { type Overview } from './overview';
import { barsFor } from './bars';
import { drawHistogram, msAt, type Scene } from './draw';
import { HistogramTip } from './HistogramTip';
import { layersOf } from './layers';
import { Totals } from './Totals';
import { useBursts } from './useBursts';

const HEIGHT = 104;
/** On a phone. */
const LOW = 72;

interface Props {
  overview: Answer<Overview>;
  width: number;
  /** What of the range the list has loaded. */
  visible?: Span;
}

/**
 * How much happened when: bars by type, with the bursts marked. Dragging over it zooms in; a click takes the list there.
 */
export function Histogram({ overview, width, visible }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [state] = useUrl(overviewUrl);
  const [, update] = useUrl(listUrl);
  const { span, timeZone, zoom } = useTime();
  const field = groupField(state.bars);
  const { data, loading, error } = overview;
  const layers = useMemo(() => layersOf(data?.bars ?? [], field), [data, field]);
  const buckets = useMemo(
    () => data?.buckets ?? bucketsOf(span, Math.max(barsFor(width), 1), timeZone),
    [data, span, width, timeZone]
  );
  const hovered = useHover();
  const jump = (ms: number) => {
    const end = bucketSpan(buckets, bucketAt(buckets, ms)).to;
    // The newest bar is where the list starts anyway.
    update({ at: end >= span.to ? 0 : end });
  };
  const msOf = (x: number) => msAt({ width, span }, x);
  const brush = useBrush({ msAt: msOf, zoom, click: jump });
  const [cursor, setCursor] = useState(-1);
  const height = width < theme.breakpoints.values.sm ? LOW : HEIGHT;

  const sums = useMemo(() => {
    const warnings = field === '_type' ? layers.filter(({ value }) => value !== 'Normal') : layers;
    return Array.from({ length: buckets.count }, (_, at) =>
      warnings.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0)
    );
  }, [layers, buckets, field]);
  const bursts = useBursts(sums, buckets, data?.done === true);

  const at = cursor >= 0 ? cursor : hovered === undefined ? -1 : bucketAt(buckets, hovered);
  const scene = useMemo<Scene>(
    () => ({
      width,
      height,
      span,
      buckets,
      layers,
      bursts,
      visible,
      colors: layers.map(({ value }) => valueColor(theme, field, value)),
      ticks: ticksOf(span, width, timeZone),
      brush: brush.span,
      hover: cursor >= 0 ? middleOf(bucketSpan(buckets, cursor)) : hovered,
      uncounted: data && !data.done ? data.counted.from : undefined,
    }),
    [width, height, span, buckets, layers, bursts, visible, theme, field, timeZone, brush.span, cursor, hovered, data]
  );
  const draw = useCallback((context: CanvasRenderingContext2D) => drawHistogram(context, scene, theme), [scene, theme]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      setCursor(Math.min(Math.max((cursor < 0 ? buckets.count : cursor) + step, 0), buckets.count - 1));
      event.preventDefault();
    } else if (event.key === 'Enter' && cursor >= 0) {
      zoom(bucketSpan(buckets, cursor));
      setCursor(-1);
    } else if (event.key === 'Escape') {
      setCursor(-1);
    }
  };

  return (
    <section className={styles.histogram}>
      <Totals layers={layers} field={field} bursts={bursts} buckets={buckets} counted={data} loading={loading} />
      <div className={styles.plot} style={{ height }} data-testid={testIds.histogram} data-loading={loading}>
        {width > 0 && (
          <Canvas
            className={cx(styles.canvas, loading && styles.loading)}
            width={width}
            height={height}
            draw={draw}
            tabIndex={0}
            role="img"
            aria-label={t(
              'histogram.label',
              'Events over time; arrow keys move, Enter zooms in, drag to zoom, click to go there in the list'
            )}
            onKeyDown={onKeyDown}
            onBlur={() => setCursor(-1)}
            onMouseLeave={() => hover(undefined)}
            onMouseDown={brush.onMouseDown}
            onMouseMove={(event) => hover(msOf(event.clientX - event.currentTarget.getBoundingClientRect().left))}
          />
        )}
        {error && <div className={styles.error}>{error.message}</div>}
        {at >= 0 && at < buckets.count && !brush.span && <HistogramTip scene={scene} at={at} field={field} />}
      </div>
    </section>
  );
}

const middleOf = ({ from, to }: Span) => (from + to) / 2;

const getStyles = (theme: GrafanaTheme2) => ({
  histogram: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  plot: css({ position: 'relative' }),
  canvas: css({ cursor: 'crosshair', transition: 'opacity 150ms', touchAction: 'pan-y' }),
  loading: css({ opacity: 0.55 }),
  error: css({
    ...quiet(theme),
    position: 'absolute',
    inset: 0,
    display: 'grid',
    placeItems: 'center',
    padding: theme.spacing(1),
    overflow: 'hidden',
  }),
});
