import { type GrafanaTheme2 } from '@grafana/data';

/** A value's colour: warnings stand out, what is normal stays calm, and anything else has one that stays its own. */
export function valueColor(theme: GrafanaTheme2, field: string, value: string): string {
  if (field === '_type') {
    return typeColor(theme, value);
  }
  const palette = theme.visualization.palette;
  const name = palette[hash(value) % palette.length] ?? 'blue';
  return theme.visualization.getColorByName(name);
}

export function typeColor(theme: GrafanaTheme2, type: string): string {
  switch (type) {
    case 'Normal':
      return theme.visualization.getColorByName(theme.isDark ? 'semi-dark-blue' : 'light-blue');
    case 'Warning':
      return theme.visualization.getColorByName('orange');
    default:
      return theme.visualization.getColorByName('purple');
  }
}

function hash(text: string): number {
  let value = 0;
  for (const char of text) {
    value = (Math.imul(value, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  }
  return value;
}
