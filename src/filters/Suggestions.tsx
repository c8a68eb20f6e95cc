import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { raised } from '../shared/styles';

interface Props {
  id: string;
  values: string[];
  active: number;
  choose(value: string): void;
}

export function Suggestions({ id, values, active, choose }: Props) {
  const styles = useStyles2(getStyles);
  if (values.length === 0) {
    return null;
  }
  return (
    // Browsers let Tab stop at what scrolls; this list goes with the focus of its box, and would take the focus along.
    <ul id={id} role="listbox" tabIndex={-1} className={styles.list}>
      {values.map((value, at) => (
        <li
          key={value}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === active}
          className={cx(styles.option, at === active && styles.active)}
          // Before the input loses the focus, which would apply what is half typed.
          onMouseDown={(event) => {
            event.preventDefault();
            choose(value);
          }}
        >
          {value}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    ...raised(theme),
    position: 'absolute',
    top: '100%',
    left: 0,
    right: 0,
    zIndex: theme.zIndex.dropdown,
    margin: theme.spacing(0.5, 0, 0),
    padding: theme.spacing(0.5),
    maxHeight: 320,
    overflowY: 'auto',
    listStyle: 'none',
  }),
  option: css({
    padding: theme.spacing(0.5, 1),
    borderRadius: theme.shape.radius.default,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
  }),
  active: css({ background: theme.colors.action.selected }),
});
