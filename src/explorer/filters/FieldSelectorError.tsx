import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../../shared/testIds';

interface Props {
  text: string;
  error: string;
  position: number;
}

/** What is wrong with a field selector, and where: the spot is marked in the text itself. */
export function FieldSelectorError({ text, error, position }: Props) {
  const styles = useStyles2(getStyles);
  const end = text.slice(position).search(/[,=!]|$/) + position || position + 1;
  return (
    <div className={styles.error} role="alert" data-testid={testIds.fieldSelectorError}>
      <code className={styles.text}>
        {text.slice(0, position)}
        <mark className={styles.spot}>{text.slice(position, end) || ' '}</mark>
        {text.slice(Math.max(end, position))}
      </code>
      <div>{error}</div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  error: css({
    position: 'absolute',
    top: '100%',
    left: 0,
    right: 0,
    zIndex: theme.zIndex.dropdown,
    marginTop: theme.spacing(0.5),
    padding: theme.spacing(1),
    border: `1px solid ${theme.colors.error.border}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    boxShadow: theme.shadows.z2,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  text: css({ padding: 0, background: 'none', color: theme.colors.text.primary, whiteSpace: 'pre-wrap' }),
  spot: css({
    padding: 0,
    background: theme.colors.error.transparent,
    color: theme.colors.error.text,
    textDecoration: `underline wavy ${theme.colors.error.main}`,
  }),
});
