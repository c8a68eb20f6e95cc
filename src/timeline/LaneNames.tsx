import { type ReactNode } from 'react';
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

interface Props {
  lanes: readonly Lane[];
  scrollTop: number;
  height: number;
  /** What stands above the names, beside the axis. */
  corner: ReactNode;
}

/** The names of the lanes in view: an object opens its story, a group filters. */
export function LaneNames({ lanes, scrollTop, height, corner }: Props) {
  const styles = useStyles2(getStyles);
  const first = Math.max(Math.floor(scrollTop / LANE) - 2, 0);
  const last = Math.ceil((scrollTop + height) / LANE) + 2;
  // A namespace that all lanes share says nothing about any of them.
  const [{ values: { _namespace: shared = '' } = {} } = {}] = lanes;
  const withNamespace = lanes.some(({ values }) => (values._namespace ?? '') !== shared);
  return (
    <div className={styles.names}>
      <div className={styles.corner}>{corner}</div>
      {lanes.slice(first, last).map((lane, at) => (
        <div key={lane.key} className={styles.name} style={{ top: AXIS + (first + at) * LANE }}>
          <Name lane={lane} withNamespace={withNamespace} />
        </div>
      ))}
    </div>
  );
}

function Name({ lane: { values }, withNamespace }: { lane: Lane; withNamespace: boolean }) {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  if (values.name !== undefined) {
    const { _kind: kind = '', _namespace: namespace = '', name } = values;
    return (
      <>
        <div className={styles.object}>
          <ObjectLink kind={kind} namespace={namespace} name={name} />
        </div>
        {withNamespace && (
          <span className={styles.namespace} title={namespace}>
            <MiddleEllipsis text={namespace} />
          </span>
        )}
      </>
    );
  }
  const [field = '', value = ''] = Object.entries(values)[0] ?? [];
  return (
    <button
      type="button"
      className={styles.value}
      aria-label={valueLabel(value)}
      title={valueLabel(value)}
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
    flex: '0 0 clamp(150px, 28%, 460px)',
    alignSelf: 'stretch',
    borderRight: `1px solid ${theme.colors.border.weak}`,
  }),
  corner: css({
    position: 'sticky',
    top: 0,
    height: AXIS,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    padding: theme.spacing(0, 0.5),
    zIndex: 1,
    background: theme.colors.background.primary,
  }),
  name: css({
    position: 'absolute',
    left: 0,
    right: 0,
    height: LANE,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  object: css({ flex: '1 1 0', minWidth: 0 }),
  namespace: css({
    flex: '0 0 auto',
    maxWidth: '38%',
    minWidth: 0,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  value: css({ padding: 0, border: 0, background: 'none', minWidth: 0, '&:hover': { color: theme.colors.text.link } }),
});
