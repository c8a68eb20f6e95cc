import { type GrafanaTheme2 } from '@grafana/data';
import { type Buckets, bucketSpan } from '../shared/time/buckets';
import { type Span } from '../shared/time/range';
import { type Tick } from '../shared/time/ticks';
import { shortNumber } from '../shared/values/number';
import { type Burst } from './bursts';
import { type Layer } from './layers';

export const AXIS = 18;
const TOP = 16;
const SIDE = 44;

export interface Scene {
  width: number;
  height: number;
  span: Span;
  buckets: Buckets;
  layers: Layer[];
  colors: string[];
  bursts: Burst[];
  ticks: Tick[];
  brush?: Span;
  hover?: number;
  /** What of the range the list has loaded. */
  visible?: Span;
  /** Until when nothing is counted yet. */
  uncounted?: number;
}

/** Milliseconds to pixels; the plot shows the asked span, not the round one. */
export function xOf({ width, span }: Pick<Scene, 'width' | 'span'>, ms: number): number {
  return SIDE + ((ms - span.from) / (span.to - span.from)) * (width - SIDE);
}

export function msAt({ width, span }: Pick<Scene, 'width' | 'span'>, x: number): number {
  const part = Math.min(Math.max((x - SIDE) / (width - SIDE), 0), 1);
  return span.from + part * (span.to - span.from);
}

export function drawHistogram(context: CanvasRenderingContext2D, scene: Scene, theme: GrafanaTheme2): void {
  const bottom = scene.height - AXIS;
  const sums = scene.layers[0]?.counts.map((_, at) =>
    scene.layers.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0)
  );
  const top = Math.max(1, ...(sums ?? []));
  context.font = `${theme.typography.bodySmall.fontSize} ${theme.typography.fontFamily}`;
  context.textBaseline = 'middle';
  drawAxes(context, scene, theme, top, bottom);
  context.save();
  context.beginPath();
  context.rect(SIDE, 0, scene.width - SIDE, scene.height);
  context.clip();
  drawBars(context, scene, top, bottom);
  drawBursts(context, scene, theme, sums ?? [], top, bottom);
  drawMarks(context, scene, theme, bottom);
  context.restore();
}

/** The counts that have a line and a number: whole ones, each drawn at its own height. */
export const axisCounts = (top: number) => (top > 1 ? [top, Math.floor(top / 2)] : [top]);

const barHeight = (count: number, top: number, bottom: number) => (count / top) * (bottom - TOP);

function drawAxes(context: CanvasRenderingContext2D, scene: Scene, theme: GrafanaTheme2, top: number, bottom: number) {
  context.strokeStyle = theme.colors.border.weak;
  context.fillStyle = theme.colors.text.secondary;
  context.textAlign = 'right';
  for (const count of axisCounts(top)) {
    const y = Math.round(bottom - barHeight(count, top, bottom)) + 0.5;
    line(context, SIDE, y, scene.width, y);
    context.fillText(shortNumber(count), SIDE - 6, y);
  }
  line(context, SIDE, bottom + 0.5, scene.width, bottom + 0.5);
  context.textAlign = 'center';
  for (const { ms, label } of scene.ticks) {
    const half = context.measureText(label).width / 2;
    const x = Math.min(Math.max(xOf(scene, ms), SIDE + half), scene.width - half);
    context.fillText(label, x, bottom + AXIS / 2 + 2);
  }
}

function drawBars(context: CanvasRenderingContext2D, scene: Scene, top: number, bottom: number) {
  const { buckets, layers, colors } = scene;
  for (let at = 0; at < buckets.count; at++) {
    const part = bucketSpan(buckets, at);
    const [left, right] = [xOf(scene, part.from), xOf(scene, part.to)];
    let y = bottom;
    layers.forEach(({ counts }, layer) => {
      const count = counts[at] ?? 0;
      // A single warning among thousands is still to be seen.
      const height = count > 0 ? Math.max(barHeight(count, top, bottom), 1.5) : 0;
      context.fillStyle = colors[layer] ?? '';
      context.fillRect(left + 0.5, y - height, Math.max(right - left - 1, 1), height);
      y -= height;
    });
  }
}

function drawBursts(
  context: CanvasRenderingContext2D,
  scene: Scene,
  theme: GrafanaTheme2,
  sums: number[],
  top: number,
  bottom: number
) {
  const taken: number[] = [];
  for (const { from, to, times } of scene.bursts.slice(0, 3)) {
    const highest = Math.max(...sums.slice(from, to + 1));
    const middle = xOf(scene, (bucketSpan(scene.buckets, from).from + bucketSpan(scene.buckets, to).to) / 2);
    if (taken.some((x) => Math.abs(x - middle) < 60)) {
      continue;
    }
    taken.push(middle);
    context.fillStyle = theme.colors.warning.text;
    const label = `×${Math.round(times)}`;
    const half = context.measureText(label).width / 2;
    context.textAlign = 'center';
    const x = Math.min(Math.max(middle, SIDE + half), scene.width - half);
    context.fillText(label, x, Math.max(7, bottom - barHeight(highest, top, bottom) - 8));
  }
}

function drawMarks(context: CanvasRenderingContext2D, scene: Scene, theme: GrafanaTheme2, bottom: number) {
  const { brush, hover, visible, uncounted } = scene;
  if (uncounted !== undefined) {
    context.fillStyle = theme.colors.background.secondary;
    context.fillRect(SIDE, TOP, xOf(scene, uncounted) - SIDE, bottom - TOP);
  }
  if (visible) {
    context.fillStyle = theme.colors.primary.main;
    const left = xOf(scene, visible.from);
    context.fillRect(left, bottom, Math.max(xOf(scene, visible.to) - left, 2), 2);
  }
  if (brush) {
    const left = xOf(scene, brush.from);
    context.fillStyle = theme.colors.primary.transparent;
    context.fillRect(left, 0, xOf(scene, brush.to) - left, bottom);
  }
  if (hover !== undefined) {
    context.strokeStyle = theme.colors.text.secondary;
    const x = Math.round(xOf(scene, hover)) + 0.5;
    line(context, x, 0, x, bottom);
  }
}

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number) {
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
