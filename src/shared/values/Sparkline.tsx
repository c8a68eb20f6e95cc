import { useTheme2 } from '@grafana/ui';
import { typeColor } from './colors';

interface Props {
  counts: readonly number[];
  /** How many of the counts are warnings. */
  warnings: readonly number[];
  width: number;
  height: number;
}

/** Counts over time, small, with the warnings on top: the shape, not the numbers, which stand beside it. */
export function Sparkline({ counts, warnings, width, height }: Props) {
  const theme = useTheme2();
  const most = Math.max(1, ...counts);
  const bar = width / Math.max(counts.length, 1);
  const tall = (count: number) => (count > 0 ? Math.max((count / most) * height, 1) : 0);
  const path = (from: (at: number) => number, to: (at: number) => number) =>
    counts
      .map((_, at) => {
        const [low, high] = [from(at), to(at)];
        return high > low
          ? `M${(at * bar).toFixed(1)} ${(height - low).toFixed(1)}V${(height - high).toFixed(1)}h${(bar * 0.8).toFixed(1)}V${(height - low).toFixed(1)}z`
          : '';
      })
      .join('');
  const top = (at: number) => tall(counts[at] ?? 0);
  const warned = (at: number) => top(at) - Math.min(tall(warnings[at] ?? 0), top(at));
  return (
    <svg width={width} height={height} aria-hidden style={{ flex: 'none' }}>
      <path d={path(() => 0, warned)} fill={typeColor(theme, 'Normal')} data-type="Normal" />
      <path d={path(warned, top)} fill={typeColor(theme, 'Warning')} data-type="Warning" />
    </svg>
  );
}
