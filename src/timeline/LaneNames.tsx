import { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { identityOfLabels } from '@kubernetes-events/logql';
import { clickValue, useActions } from '../view/Actions';
import { valueLabel } from '../fields/fields';
import { MiddleEllipsis } from '../shared/values/MiddleEllipsis';
import { ObjectLink } from '../fields/ObjectLink';
import { ROVING_ROW, useRovingTabIndex } from '../shared/useRovingTabIndex';
import { BARE, quiet } from '../shared/styles';
import { AXIS, LANE } from './draw';
import { type Lane } from './lanes';

interface Props {
  lanes: readonly Lane[];
  scrollTop: number;
  height: number;
  /** What stands above the names, beside the axis. */
  corner: ReactNode;
}

/** The names of the lanes in view, one tab stop in all: an object opens its story, a group filters. */
export function LaneNames({ lanes, scrollTop, height, corner }: Props) {
  const styles = useStyles2(getStyles);
  const first = Math.max(Math.floor(scrollTop / LANE) - 2, 0);
  const last = Math.ceil((scrollTop + height) / LANE) + 2;
  // A place that all lanes share says nothing about any of them.
  const withPlace = new Set(lanes.map(placeOf)).size > 1;
  const inView = lanes.slice(first, last);
  const roving = useRovingTabIndex(inView.map(({ key }) => key));
  return (
    <div className={styles.names}>
      <div className={styles.corner}>{corner}</div>
      <ul className={styles.rows} onKeyDown={roving.onKeyDown}>
        {inView.map((lane, at) => (
          <li
            key={lane.key}
            {...{ [ROVING_ROW]: '' }}
            className={styles.name}
            style={{ top: AXIS + (first + at) * LANE }}
            title={withPlace ? placeOf(lane) : undefined}
            onFocus={() => roving.reach(lane.key)}
          >
            <Name lane={lane} place={withPlace ? placeOf(lane) : ''} tabIndex={roving.tabIndexOf(lane.key)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The cluster and namespace of an object or a workload; an empty text for other lanes. */
const placeOf = ({ values: { cluster = '', _namespace: namespace = '', name, workload } }: Lane) =>
  name === undefined && workload === undefined ? '' : [cluster, namespace].filter(Boolean).join(' · ');

function Name({ lane: { values }, place, tabIndex }: { lane: Lane; place: string; tabIndex: number }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <div className={styles.object}>
        {values.name === undefined ? (
          <Value values={values} tabIndex={tabIndex} />
        ) : (
          <ObjectLink object={identityOfLabels(values)} tabIndex={tabIndex} />
        )}
      </div>
      {place && (
        <span className={styles.namespace}>
          <MiddleEllipsis text={place} />
        </span>
      )}
    </>
  );
}

function Value({ values, tabIndex }: Pick<Lane, 'values'> & { tabIndex: number }) {
  const styles = useStyles2(getStyles);
  const actions = useActions();
  const value = Object.values(values).at(-1) ?? '';
  return (
    <button
      type="button"
      className={styles.value}
      tabIndex={tabIndex}
      aria-label={valueLabel(value)}
      title={valueLabel(value)}
      onClick={(event) => clickValue(actions, values, event)}
    >
      <MiddleEllipsis text={valueLabel(value)} />
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  names: css({
    position: 'relative',
    flex: '0 0 clamp(150px, 28%, 460px)',
    containerType: 'inline-size',
    alignSelf: 'stretch',
    borderRight: `1px solid ${theme.colors.border.weak}`,
  }),
  rows: css({ margin: 0, padding: 0, listStyle: 'none' }),
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
    ...quiet(theme),
    flex: '0 0 auto',
    maxWidth: '38%',
    minWidth: 0,
    // The name needs all of the room; the namespace is in the row's tooltip.
    '@container (max-width: 240px)': { display: 'none' },
  }),
  value: css({ ...BARE, maxWidth: '100%', '&:hover': { color: theme.colors.text.link } }),
});
