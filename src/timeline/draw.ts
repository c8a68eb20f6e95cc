import { type GrafanaTheme2 } from '@grafana/data';
import { type Occasion, occasionOf } from '../fields/occasion';
import { type Span } from '../shared/time/range';
import { type Tick } from '../shared/time/ticks';
import { typeColor } from '../shared/values/colors';
import { shortNumber } from '../shared/values/number';
import { type Cluster, clustersOf, NEAR } from './clusters';
import { labelOf, reasonIn } from './labels';
import { type Lane } from './lanes';
import { xOf } from './scale';

export const LANE = 24;
export const AXIS = 22;
const BAR = 14;
/** How wide the mark of a death or a change is. */
const OCCASION = 8;

export interface Scene {
  width: number;
  height: number;
  scrollTop: number;
  span: Span;
  lanes: readonly Lane[];
  ticks: Tick[];
  hover?: number;
  brush?: Span;
  selected: string;
  /** The lane that the keys are at, by its key. */
  lane?: string;
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
  if (lane.key === scene.lane) {
    context.fillStyle = theme.colors.action.selected;
    context.fillRect(0, top, scene.width, LANE - 1);
  }
  context.fillStyle = theme.colors.border.weak;
  context.fillRect(0, top + LANE - 1, scene.width, 1);
  const selected = scene.selected ? lane.records.findIndex(({ id }) => id === scene.selected) : -1;
  const clusters = clustersOf(scene, lane);
  clusters.forEach((cluster, at) => {
    const room = (clusters[at + 1]?.left ?? scene.width) - cluster.right - NEAR;
    drawCluster(context, theme, { lane, cluster, middle, room });
    if (selected >= cluster.first && selected < cluster.end) {
      context.strokeStyle = theme.colors.text.primary;
      context.lineWidth = 2;
      context.strokeRect(cluster.left - 7, middle - 9, cluster.right - cluster.left + 14, 18);
    }
  });
  drawOccasions(context, scene, theme, lane, middle);
}

/** Deaths and changes stand out of whatever they are among: a cross and a hollow square, rimmed. */
function drawOccasions(
  context: CanvasRenderingContext2D,
  scene: Scene,
  theme: GrafanaTheme2,
  lane: Lane,
  middle: number
) {
  const drawn = new Set<string>();
  for (const at of lane.occasions) {
    const record = lane.records[at];
    const occasion = record && occasionOf(record);
    const x = record ? Math.round(xOf(scene, record.timeMs)) : -1;
    // One for those that would cover each other.
    const place = `${occasion} ${Math.round(x / OCCASION)}`;
    if (occasion && x >= 0 && x <= scene.width && !drawn.has(place)) {
      drawn.add(place);
      drawOccasion(context, theme, { occasion, x, y: middle, color: typeColor(theme, record.type) });
    }
  }
}

function drawOccasion(
  context: CanvasRenderingContext2D,
  theme: GrafanaTheme2,
  { occasion, x, y, color }: { occasion: Occasion; x: number; y: number; color: string }
) {
  const half = OCCASION / 2;
  context.fillStyle = theme.colors.background.primary;
  // As high as a bar, of which nothing is to be seen above and below.
  context.fillRect(x - half - 2, y - BAR / 2, OCCASION + 4, BAR);
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.beginPath();
  if (occasion === 'death') {
    context.moveTo(x - half, y - half);
    context.lineTo(x + half, y + half);
    context.moveTo(x + half, y - half);
    context.lineTo(x - half, y + half);
  } else {
    context.rect(x - half, y - half, OCCASION, OCCASION);
  }
  context.stroke();
}

interface Drawing {
  lane: Lane;
  cluster: Cluster;
  /** The lane's middle. */
  middle: number;
  /** From the cluster's right edge to the next one, in pixels. */
  room: number;
}

function drawCluster(context: CanvasRenderingContext2D, theme: GrafanaTheme2, drawing: Drawing) {
  const { lane, cluster, middle, room } = drawing;
  const { first, end, left, right, warnings, count } = cluster;
  const single = end - first === 1;
  const drawn = {
    bar: single ? 0 : boxOf(cluster).width,
    count: single && count === 1 ? '' : shortNumber(count),
    reason: reasonIn(lane, cluster),
  };
  const { inside, beside } = labelOf(drawn, room, (text) => context.measureText(text).width);
  context.fillStyle = typeColor(theme, warnings > 0 ? 'Warning' : (lane.records[first]?.type ?? ''));
  if (single) {
    drawMark(context, left, middle, warnings > 0);
  } else {
    drawBar(context, cluster, middle, inside, theme);
  }
  if (beside) {
    context.fillStyle = theme.colors.text.secondary;
    context.textAlign = 'left';
    context.fillText(beside, right + NEAR, middle + 0.5);
  }
}

const boxOf = ({ left, right }: Cluster) => ({ left: left - 4, width: Math.max(right - left + 8, 10) });

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

function drawBar(
  context: CanvasRenderingContext2D,
  cluster: Cluster,
  middle: number,
  label: string | undefined,
  theme: GrafanaTheme2
) {
  const { left, width } = boxOf(cluster);
  // The denser, the stronger: a burst shows from afar.
  const density = (cluster.end - cluster.first) / width;
  context.globalAlpha = Math.min(0.55 + density, 1);
  context.fillRect(left, middle - BAR / 2, width, BAR);
  context.globalAlpha = 1;
  if (label) {
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
