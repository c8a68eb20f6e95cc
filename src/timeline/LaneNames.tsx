import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useView } from '../app/ViewContext';
import { valueLabel } from '../explorer/filters/fields';
import { onlyValue, toggleValue } from '../shared/url/filters';
import { MiddleEllipsis } from '../shared/values/MiddleEllipsis';
import { ObjectLink } from '../shared/values/ObjectLink';
import { AXIS, LANE } from './draw';
import { type Lane } from './lanes';

/** The lanes' names, those in view: an object opens its story, a group filters. */
export function LaneNames({ lanes, scrollTop, height }: { lanes: Lane[]; scrollTop: number; height: number }) {
  const styles = useStyles2(getStyles);
  const first = Math.max(Math.floor(scrollTop / LANE) - 2, 0);
  const last = Math.ceil((scrollTop + height) / LANE) + 2;
  return (
    <div className={styles.names}>
      <div className={styles.corner} />
      {lanes.slice(first, last).map((lane, at) => (
        <div key={lane.key} className={styles.name} style={{ top: AXIS + (first + at) * LANE }}>
          <Name lane={lane} />
        </div>
      ))}
    </div>
  );
}

function Name({ lane }: { lane: Lane }) {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  const { values } = lane;
  if (values.name !== undefined) {
    return (
      <>
        <ObjectLink kind={values._kind ?? ''} namespace={values._namespace ?? ''} name={values.name} />
        <span className={styles.namespace}>{values._namespace}</span>
      </>
    );
  }
  const [field = '', value = ''] = Object.entries(values)[0] ?? [];
  return (
    <button
      type="button"
      className={styles.value}
      aria-label={valueLabel(value)}
      onClick={(event) =>
        update({
          filters: event.altKey
            ? toggleValue(state.filters, field, value, true)
            : onlyValue(state.filters, field, value),
        })
      }
    >
      <MiddleEllipsis text={valueLabel(value)} />
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  names: css({
    position: 'relative',
    flex: '0 0 clamp(140px, 20%, 300px)',
    containerType: 'inline-size',
    alignSelf: 'stretch',
    borderRight: `1px solid ${theme.colors.border.weak}`,
  }),
  corner: css({ position: 'sticky', top: 0, height: AXIS, zIndex: 1, background: theme.colors.background.primary }),
  name: css({
    position: 'absolute',
    left: 0,
    right: 0,
    height: LANE,
    display: 'flex',
    alignItems: 'center',
    padding: theme.spacing(0, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  namespace: css({
    flex: '0 20 auto',
    minWidth: 0,
    marginLeft: 'auto',
    paddingLeft: theme.spacing(1),
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.disabled,
    fontSize: theme.typography.bodySmall.fontSize,
    '@container (max-width: 200px)': { display: 'none' },
  }),
  value: css({ padding: 0, border: 0, background: 'none', minWidth: 0, '&:hover': { color: theme.colors.text.link } }),
});
