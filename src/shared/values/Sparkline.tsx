interface Props {
  counts: number[];
  width: number;
  height: number;
  color: string;
}

/** Counts over time, small: the shape, not the numbers, which stand beside it. */
export function Sparkline({ counts, width, height, color }: Props) {
  const most = Math.max(1, ...counts);
  const bar = width / Math.max(counts.length, 1);
  const path = counts
    .map((count, at) => {
      const tall = count > 0 ? Math.max((count / most) * height, 1) : 0;
      return tall > 0
        ? `M${(at * bar).toFixed(1)} ${height}v${(-tall).toFixed(1)}h${(bar * 0.8).toFixed(1)}V${height}z`
        : '';
    })
    .join('');
  return (
    <svg width={width} height={height} aria-hidden style={{ flex: 'none' }}>
      <path d={path} fill={color} />
    </svg>
  );
}
