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
import { useActions } from '../view/Actions';
import { useUrl } from '../view/url/useUrl';
import { Canvas } from '../shared/Canvas';
import { ticksOf } from '../shared/time/ticks';
import { useBrush } from '../shared/time/useBrush';
import { useTime } from '../shared/time/TimeContext';
import { useSize } from '../shared/useSize';
import { framed } from '../shared/styles';
import { clustersOf } from './clusters';
import { AXIS, drawTimeline, LANE, type Scene } from './draw';
import { LaneNames } from './LaneNames';
import { firstAt, type Lane } from './lanes';
import { msAt } from './scale';
import { type Pointer, TimelineTip } from './TimelineTip';
import { useTimelineView } from './useTimelineView';
import { actionOf, moved, spanWith, zoomed } from './view';
import { ZoomButton } from './ZoomButton';

interface Props {
  lanes: readonly Lane[];
  /** The instant that the pointer is at in any view, and how to set it. */
  hovered: number | undefined;
  hover(ms: number | undefined): void;
  /** Without a border: a panel has its own. */
  bare?: boolean;
}

/** Lanes and their marks: to read, to zoom, to pick an event from. */
export function LanesView({ lanes, hovered, hover, bare = false }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [{ event: opened }] = useUrl();
  const { openEvent } = useActions();
  const { span: range, timeZone, zoom } = useTime();
  const scroller = useRef<HTMLDivElement>(null);
  const plot = useRef<HTMLDivElement>(null);
  const { width } = useSize(plot);
  const { height } = useSize(scroller);
  const [scrollTop, setScrollTop] = useState(0);
  const [view, setView] = useTimelineView();
  // By key: lanes move when others come or go.
  const [laneKey, setLaneKey] = useState<string>();
  const laneAt = lanes.findIndex(({ key }) => key === laneKey);
  const [pointer, setPointer] = useState<Pointer>();
  const brush = useBrush({
    msAt: (x) => msAt({ width, span: view }, Math.min(Math.max(x, 0), width)),
    zoom,
    click: () => openLast(),
    pan: () => (pixels) => {
      const by = (-pixels / width) * (view.to - view.from);
      setView({ from: view.from + by, to: view.to + by });
    },
  });

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
      selected: opened,
      lane: laneKey,
    }),
    [width, height, scrollTop, lanes, view, timeZone, hovered, brush.span, opened, laneKey]
  );
  const draw = useCallback((context: CanvasRenderingContext2D) => drawTimeline(context, scene, theme), [scene, theme]);

  const lane = pointer && pointer.y > AXIS ? lanes[Math.floor((pointer.y - AXIS + scrollTop) / LANE)] : undefined;
  const cluster =
    pointer && lane && clustersOf(scene, lane).find(({ left, right }) => pointer.x > left - 6 && pointer.x < right + 6);

  const openLast = () => {
    const record = cluster && lane?.records[cluster.end - 1];
    if (record) {
      openEvent(record.id);
    }
  };
  const toLane = (by: number) => {
    const at = Math.min(Math.max(laneAt + by, 0), lanes.length - 1);
    setLaneKey(lanes[at]?.key);
    const box = scroller.current;
    if (box && (at * LANE < box.scrollTop || (at + 2) * LANE + AXIS > box.scrollTop + height)) {
      box.scrollTo({ top: Math.max(0, at * LANE - height / 2) });
    }
  };
  const toMark = (by: number) => {
    const records = lanes[laneAt]?.records ?? [];
    const at = records.findIndex(({ id }) => id === opened);
    const next = at < 0 ? firstAt(lanes[laneAt]?.times ?? new Float64Array(), view.from) : at + by;
    const record = records[Math.min(Math.max(next, 0), records.length - 1)];
    if (record) {
      openEvent(record.id);
      setView(spanWith(view, record.timeMs));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = actionOf(event, laneAt >= 0);
    const next = act ? undefined : moved(view, event.key);
    if (act === 'lane') {
      toLane(event.key === 'ArrowDown' ? 1 : -1);
    } else if (act === 'mark') {
      toMark(event.key === 'ArrowLeft' ? -1 : Number(event.key === 'ArrowRight'));
    } else if (act === 'zoom') {
      zoom(view);
    } else if (act === 'reset') {
      setView(range);
      setLaneKey(undefined);
    } else if (next) {
      setView(next);
    } else {
      return;
    }
    event.preventDefault();
  };
  const onWheel = (event: WheelEvent) => {
    if (event.ctrlKey || event.metaKey) {
      const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
      setView(zoomed(view, msAt(scene, x), event.deltaY));
    }
  };
  useNoPageZoom(plot);

  return (
    <div
      ref={scroller}
      className={cx(styles.scroller, !bare && styles.framed)}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div className={styles.all} style={{ height: Math.max(lanes.length * LANE + AXIS, height) }}>
        <LaneNames
          lanes={lanes}
          scrollTop={scrollTop}
          height={height}
          corner={<ZoomButton lanes={lanes} range={range} view={view} setView={setView} />}
        />
        <div ref={plot} className={styles.plot} style={{ height }}>
          <Canvas
            width={width}
            height={height}
            draw={draw}
            tabIndex={0}
            role="img"
            className={styles.canvas}
            aria-label={t(
              'timeline.label',
              'Events over time, a lane for each; arrows up and down choose a lane, left and right its events, plus and minus zoom'
            )}
            onKeyDown={onKeyDown}
            onWheel={onWheel}
            onMouseDown={brush.onMouseDown}
            onMouseMove={(event) => {
              const box = event.currentTarget.getBoundingClientRect();
              const [clientX, clientY] = [event.clientX, event.clientY];
              setPointer({ x: clientX - box.left, y: clientY - box.top, clientX, clientY });
              hover(msAt(scene, event.clientX - box.left));
            }}
            onMouseLeave={() => {
              setPointer(undefined);
              hover(undefined);
            }}
          />
          {cluster && lane && pointer && !brush.span && (
            <TimelineTip first={cluster.first} end={cluster.end} lane={lane} pointer={pointer} />
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
  scroller: css({ flex: 1, minWidth: 0, overflowY: 'auto' }),
  framed: css(framed(theme)),
  all: css({ display: 'flex', alignItems: 'flex-start' }),
  plot: css({ position: 'sticky', top: 0, flex: 1, minWidth: 0, overflow: 'hidden' }),
  canvas: css({ cursor: 'crosshair' }),
});
