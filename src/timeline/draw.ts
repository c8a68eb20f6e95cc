import { type GrafanaTheme2 } from '@grafana/data';
import { type EventRecord } from '@kubernetes-events/event';
import { type Span } from '../shared/time/range';
import { type Tick } from '../shared/time/ticks';
import { typeColor } from '../shared/values/colors';
import { firstAt, type Lane } from './lanes';

export const LANE = 24;
export const AXIS = 22;
/** Marks closer than this, in pixels, are drawn as one bar with their number. */
const NEAR = 10;
const BAR = 12;

export interface Scene {
  width: number;
  height: number;
  scrollTop: number;
  span: Span;
  lanes: Lane[];
  ticks: Tick[];
  hover?: number;
  brush?: Span;
  selected: string;
}

/** Marks that stand so close that they are one. */
export interface Cluster {
  left: number;
  right: number;
  records: EventRecord[];
  warnings: number;
}

export const xOf = ({ width, span }: Pick<Scene, 'width' | 'span'>, ms: number) =>
  ((ms - span.from) / (span.to - span.from)) * width;

export const msAt = ({ width, span }: Pick<Scene, 'width' | 'span'>, x: number) =>
  span.from + (x / width) * (span.to - span.from);

/** A lane's marks in the visible span, those that would overlap put together. */
export function clustersOf(scene: Pick<Scene, 'width' | 'span'>, { records }: Lane): Cluster[] {
  const clusters: Cluster[] = [];
  const end = firstAt(records, scene.span.to + 1);
  for (let at = firstAt(records, scene.span.from); at < end; at++) {
    const record = records[at];
    if (!record) {
      break;
    }
    const x = xOf(scene, record.timeMs);
    const last = clusters.at(-1);
    if (last && x - last.right < NEAR) {
      last.right = x;
      last.records.push(record);
      last.warnings += Number(record.type === 'Warning');
    } else {
      clusters.push({ left: x, right: x, records: [record], warnings: Number(record.type === 'Warning') });
    }
  }
  return clusters;
}

export function drawTimeline(context: CanvasRenderingContext2D, scene: Scene, theme: GrafanaTheme2): void {
  context.font = `11px ${theme.typography.fontFamily}`;
  context.textBaseline = 'middle';
  drawGrid(context, scene, theme);
  const first = Math.floor(scene.scrollTop / LANE);
  const last = Math.min(scene.lanes.length, Math.ceil((scene.scrollTop + scene.height - AXIS) / LANE));
  context.save();
  context.beginPath();
  context.rect(0, AXIS, scene.width, scene.height - AXIS);
  context.clip();
  for (let at = first; at < last; at++) {
    const lane = scene.lanes[at];
    if (lane) {
      drawLane(context, scene, theme, lane, AXIS + at * LANE - scene.scrollTop);
    }
  }
  context.restore();
  drawMarks(context, scene, theme);
}

function drawGrid(context: CanvasRenderingContext2D, scene: Scene, theme: GrafanaTheme2) {
  context.textAlign = 'center';
  for (const { ms, label } of scene.ticks) {
    const x = Math.round(xOf(scene, ms)) + 0.5;
    context.fillStyle = theme.colors.border.weak;
    context.fillRect(x, AXIS, 1, scene.height);
    context.fillStyle = theme.colors.text.secondary;
    const half = context.measureText(label).width / 2;
    context.fillText(label, Math.min(Math.max(x, half), scene.width - half), AXIS / 2);
  }
}

function drawLane(context: CanvasRenderingContext2D, scene: Scene, theme: GrafanaTheme2, lane: Lane, top: number) {
  const middle = top + LANE / 2;
  context.fillStyle = theme.colors.border.weak;
  context.fillRect(0, top + LANE - 1, scene.width, 1);
  for (const cluster of clustersOf(scene, lane)) {
    const color = typeColor(theme, cluster.warnings > 0 ? 'Warning' : (cluster.records[0]?.type ?? ''));
    context.fillStyle = color;
    if (cluster.records.some(({ id }) => id === scene.selected)) {
      context.fillStyle = theme.colors.primary.main;
    }
    if (cluster.records.length === 1) {
      drawMark(context, cluster.left, middle, cluster.warnings > 0);
    } else {
      drawBar(context, cluster, middle, theme);
    }
  }
}

/** The list's shapes: a triangle warns, a dot is normal. */
function drawMark(context: CanvasRenderingContext2D, x: number, y: number, warning: boolean) {
  context.beginPath();
  if (warning) {
    context.moveTo(x, y - 5);
    context.lineTo(x + 5, y + 4);
    context.lineTo(x - 5, y + 4);
  } else {
    context.arc(x, y, 3.5, 0, Math.PI * 2);
  }
  context.fill();
}

function drawBar(context: CanvasRenderingContext2D, cluster: Cluster, middle: number, theme: GrafanaTheme2) {
  const count = cluster.records.reduce((sum, { increment }) => sum + increment, 0);
  const label = String(count);
  const left = cluster.left - 4;
  const width = Math.max(cluster.right - cluster.left + 8, 10);
  // The denser, the stronger: so a burst is seen from afar.
  const density = cluster.records.length / width;
  context.globalAlpha = Math.min(0.55 + density, 1);
  context.fillRect(left, middle - BAR / 2, width, BAR);
  context.globalAlpha = 1;
  if (context.measureText(label).width + 4 <= width) {
    context.fillStyle = theme.colors.getContrastText(String(context.fillStyle), 3);
    context.textAlign = 'center';
    context.fillText(label, left + width / 2, middle + 0.5);
  }
}

function drawMarks(context: CanvasRenderingContext2D, scene: Scene, theme: GrafanaTheme2) {
  if (scene.brush) {
    context.fillStyle = theme.colors.primary.transparent;
    const left = xOf(scene, scene.brush.from);
    context.fillRect(left, 0, xOf(scene, scene.brush.to) - left, scene.height);
  }
  if (scene.hover !== undefined) {
    context.fillStyle = theme.colors.text.secondary;
    context.fillRect(Math.round(xOf(scene, scene.hover)), 0, 1, scene.height);
  }
}
