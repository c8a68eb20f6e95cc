import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type WheelEvent,
} from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useView } from '../app/ViewContext';
import { EventDetails } from '../explorer/details/EventDetails';
import { groupLabel, groupLabels, type GroupName, GROUPS } from '../explorer/groups/levels';
import { NoEvents } from '../explorer/NoEvents';
import { type Page } from '../loki/list';
import { Canvas } from '../shared/Canvas';
import { Choice } from '../shared/Choice';
import { Trouble } from '../shared/states/Trouble';
import { testIds } from '../shared/testIds';
import { hover, useHover } from '../shared/time/hover';
import { type Span } from '../shared/time/range';
import { ticksOf } from '../shared/time/ticks';
import { useTime } from '../shared/time/TimeContext';
import { useSize } from '../shared/useSize';
import { number } from '../shared/values/number';
import { AXIS, clustersOf, drawTimeline, LANE, msAt, type Scene } from './draw';
import { LaneNames } from './LaneNames';
import { lanesOf } from './lanes';
import { TimelineTip } from './TimelineTip';
import { moved, zoomed } from './view';
import { MOST_MARKS, useMarks } from './useMarks';
import { useTimelineBrush } from './useTimelineBrush';

const NONE: Page = { records: [], whole: true };

/** A lane for each object: what came before what, at a glance. */
export default function Timeline() {
  const styles = useStyles2(getStyles);
  const { state } = useView();
  const { refresh } = useTime();
  const { data = NONE, loading, error } = useMarks();
  const lanes = useMemo(() => lanesOf(data.records, groupLabels(state.lanes)), [data, state.lanes]);
  const marks = data.records.length;
  return (
    <div className={styles.timeline} data-testid={testIds.timeline}>
      <Tools marks={marks} lanes={lanes.length} cut={!data.whole && marks >= MOST_MARKS} />
      {error && <Trouble error={error} retry={refresh} />}
      {!error && !loading && marks === 0 && <NoEvents />}
      {!error && marks > 0 && (
        <div className={cx(styles.body, loading && styles.loading)}>
          <Lanes lanes={lanes} />
          {state.event && <EventDetails id={state.event} records={data.records} />}
        </div>
      )}
    </div>
  );
}

function Tools({ marks, lanes, cut }: { marks: number; lanes: number; cut: boolean }) {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  return (
    <div className={styles.tools}>
      <Choice
        label={t('timeline.lanes', 'A lane for each')}
        value={state.lanes}
        options={(Object.keys(GROUPS) as GroupName[]).map((name) => ({ value: name, label: groupLabel(name) }))}
        onChange={(name) => update({ lanes: name })}
      />
      <span role="status">
        {t('timeline.count', '{{marks}} events in {{lanes}} lanes', {
          marks: number(marks),
          lanes: number(lanes),
        })}
        {cut && ` · ${t('timeline.cut', 'the newest ones')}`}
      </span>
      <span className={styles.hint}>
        {t('timeline.hint', 'Drag to zoom in · Ctrl + wheel zooms · Shift + drag moves · + − ← → by keys')}
      </span>
    </div>
  );
}

function Lanes({ lanes }: { lanes: ReturnType<typeof lanesOf> }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { state, update } = useView();
  const { span: range, timeZone, zoom } = useTime();
  const scroller = useRef<HTMLDivElement>(null);
  const plot = useRef<HTMLDivElement>(null);
  const { width } = useSize(plot);
  const { height } = useSize(scroller);
  const [scrollTop, setScrollTop] = useState(0);
  const [view, setView] = useState<Span>(range);
  useEffect(() => setView(range), [range]);
  const hovered = useHover();
  const brush = useTimelineBrush(width, view, setView, zoom);
  const [pointer, setPointer] = useState<{ x: number; y: number }>();

  const scene = useMemo<Scene>(
    () => ({
      width,
      height,
      scrollTop,
      lanes,
      span: view,
      ticks: ticksOf(view, width, timeZone),
      hover: hovered,
      brush: brush.span,
      selected: state.event,
    }),
    [width, height, scrollTop, lanes, view, timeZone, hovered, brush.span, state.event]
  );
  const draw = useCallback((context: CanvasRenderingContext2D) => drawTimeline(context, scene, theme), [scene, theme]);

  const lane = pointer && pointer.y > AXIS ? lanes[Math.floor((pointer.y - AXIS + scrollTop) / LANE)] : undefined;
  const cluster =
    pointer && lane && clustersOf(scene, lane).find(({ left, right }) => pointer.x > left - 6 && pointer.x < right + 6);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(view, event.key);
    if (next) {
      setView(next);
      event.preventDefault();
    } else if (event.key === 'Enter') {
      zoom(view);
    } else if (event.key === 'Escape') {
      setView(range);
    }
  };
  const onWheel = (event: WheelEvent) => {
    if (event.ctrlKey || event.metaKey) {
      const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
      setView(zoomed(view, msAt(scene, x), event.deltaY));
    }
  };
  useNoPageZoom(plot);

  return (
    <div ref={scroller} className={styles.scroller} onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}>
      <div className={styles.all} style={{ height: Math.max(lanes.length * LANE + AXIS, height) }}>
        <LaneNames lanes={lanes} scrollTop={scrollTop} height={height} />
        <div ref={plot} className={styles.plot} style={{ height }}>
          <Canvas
            width={width}
            height={height}
            draw={draw}
            tabIndex={0}
            role="img"
            className={styles.canvas}
            aria-label={t('timeline.label', 'Events over time, a lane for each; arrows move, plus and minus zoom')}
            onKeyDown={onKeyDown}
            onWheel={onWheel}
            onMouseDown={brush.onMouseDown}
            onMouseMove={(event) => {
              const box = event.currentTarget.getBoundingClientRect();
              setPointer({ x: event.clientX - box.left, y: event.clientY - box.top });
              hover(msAt(scene, event.clientX - box.left));
            }}
            onMouseLeave={() => {
              setPointer(undefined);
              hover(undefined);
            }}
            onClick={() => {
              const record = cluster?.records.at(-1);
              if (record && !brush.moved()) {
                update({ event: record.id }, { replace: Boolean(state.event) });
              }
            }}
          />
          {cluster && pointer && !brush.span && (
            <TimelineTip cluster={cluster} pointer={pointer} width={width} height={height} />
          )}
        </div>
      </div>
    </div>
  );
}

/** React listens passively to wheels, so that it cannot keep the browser from zooming the page. */
function useNoPageZoom(ref: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const element = ref.current;
    const keep = (event: globalThis.WheelEvent) => (event.ctrlKey || event.metaKey) && event.preventDefault();
    element?.addEventListener('wheel', keep, { passive: false });
    return () => element?.removeEventListener('wheel', keep);
  }, [ref]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  timeline: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  tools: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  hint: css({ marginLeft: 'auto' }),
  body: css({ position: 'relative', flex: 1, minHeight: 0, display: 'flex', gap: theme.spacing(1) }),
  loading: css({ opacity: 0.7 }),
  scroller: css({
    flex: 1,
    minWidth: 0,
    overflowY: 'auto',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  all: css({ display: 'flex', alignItems: 'flex-start' }),
  plot: css({ position: 'sticky', top: 0, flex: 1, minWidth: 0, overflow: 'hidden' }),
  canvas: css({ cursor: 'crosshair' }),
});
