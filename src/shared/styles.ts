import { type GrafanaTheme2 } from '@grafana/data';

/** One line, with an ellipsis for what does not fit. */
export const ELLIPSIS = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** A column that takes the height left over, so that its children can scroll. */
export const COLUMN = { flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' } as const;

/** Parts side by side in the height left over; what lies over them is placed in it. */
export const BESIDE = { position: 'relative', flex: 1, minHeight: 0, display: 'flex' } as const;

/** A row that wraps. */
export const WRAP = { display: 'flex', flexWrap: 'wrap', alignItems: 'center' } as const;

/** A button that looks like the text around it. */
export const BARE = { padding: 0, border: 0, background: 'none' } as const;

/** The same, underlined while the pointer is on it. */
export const TEXT_BUTTON = { ...BARE, '&:hover': { textDecoration: 'underline' } } as const;

/** A button with the frame of an input. */
export const inputButton = ({ colors, components, shape, spacing }: GrafanaTheme2) =>
  ({
    display: 'inline-flex',
    alignItems: 'center',
    gap: spacing(0.5),
    height: spacing(components.height.md),
    padding: spacing(0, 1),
    border: `1px solid ${components.input.borderColor}`,
    borderRadius: shape.radius.default,
    background: components.input.background,
    color: colors.text.primary,
    whiteSpace: 'nowrap',
    '&:hover': { borderColor: components.input.borderHover },
  }) as const;

export const quiet = ({ colors, typography }: GrafanaTheme2) => ({
  color: colors.text.secondary,
  fontSize: typography.bodySmall.fontSize,
});

/** A list of terms, each with what it means beside it. */
export const facts = ({ colors, typography }: GrafanaTheme2) =>
  ({
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    margin: 0,
    dt: { color: colors.text.secondary, fontWeight: typography.fontWeightRegular },
    dd: { margin: 0 },
  }) as const;

/** What lies over the page. */
export const raised = ({ colors, shape, shadows }: GrafanaTheme2) => ({
  border: `1px solid ${colors.border.weak}`,
  borderRadius: shape.radius.default,
  background: colors.background.elevated ?? colors.background.primary,
  boxShadow: shadows.z2,
});

export const framed = ({ colors, shape }: GrafanaTheme2) => ({
  border: `1px solid ${colors.border.weak}`,
  borderRadius: shape.radius.default,
  background: colors.background.primary,
});
