import { useMemo } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useView } from '../app/ViewContext';
import { EventDetails } from '../explorer/details/EventDetails';
import { groupLabel, groupLabels, type GroupName, GROUPS } from '../explorer/groups/levels';
import { NoEvents } from '../explorer/NoEvents';
import { Choice } from '../shared/Choice';
import { Trouble } from '../shared/states/Trouble';
import { testIds } from '../shared/testIds';
import { hover, useHover } from '../shared/time/hover';
import { useTime } from '../shared/time/TimeContext';
import { number } from '../shared/values/number';
import { lanesOf } from './lanes';
import { LanesView } from './LanesView';
import { type Marks, useMarks } from './useMarks';

const NONE: Marks = { records: [], state: 'all' };

/** A lane for each object: what came before what, at a glance. */
export default function Timeline() {
  const styles = useStyles2(getStyles);
  const { state } = useView();
  const hovered = useHover();
  const { refresh } = useTime();
  const { data = NONE, loading, error } = useMarks();
  const lanes = useMemo(() => lanesOf(data.records, groupLabels(state.lanes)), [data, state.lanes]);
  const marks = data.records.length;
  return (
    <div
      className={styles.timeline}
      data-testid={testIds.timeline}
      data-marks={lanes.reduce((sum, lane) => sum + lane.records.length, 0)}
    >
      <Tools marks={marks} lanes={lanes.length} state={data.state} />
      {error && <Trouble error={error} retry={refresh} />}
      {!error && !loading && marks === 0 && <NoEvents />}
      {!error && marks > 0 && (
        <div className={cx(styles.body, loading && styles.loading)}>
          <LanesView lanes={lanes} hovered={hovered} hover={hover} />
          {state.event && <EventDetails id={state.event} records={data.records} />}
        </div>
      )}
    </div>
  );
}

function Tools({ marks, lanes, state: loaded }: { marks: number; lanes: number; state: Marks['state'] }) {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  return (
    <div className={styles.tools}>
      <Choice
        label={t('timeline.lanes', 'A lane for each')}
        value={state.lanes}
        options={(Object.keys(GROUPS) as GroupName[]).map((name) => ({ value: name, label: groupLabel(name) }))}
        onChange={(name) => update({ lanes: name })}
      />
      <span role="status">
        {t('timeline.count', '{{marks}} events in {{lanes}} lanes', {
          count: lanes,
          marks: number(marks),
          lanes: number(lanes),
        })}
        {loaded === 'cut' && ` · ${t('timeline.cut', 'the newest ones')}`}
        {loaded === 'loading' && ` · ${t('timeline.loading', 'more to come')}`}
      </span>
      <span className={styles.hint}>
        {t(
          'timeline.hint',
          'Drag to zoom in · Ctrl + wheel zooms · Shift + drag moves · by keys: ↑ ↓ lanes, ← → events, + − zoom'
        )}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  timeline: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  tools: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  hint: css({ marginLeft: 'auto' }),
  body: css({ position: 'relative', flex: 1, minHeight: 0, display: 'flex', gap: theme.spacing(1) }),
  loading: css({ opacity: 0.7 }),
});
