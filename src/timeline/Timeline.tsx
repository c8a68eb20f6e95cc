import { type ReactNode, useMemo } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { timelineUrl } from './url';
import { EventDetails } from '../details/EventDetails';
import { groupLabel, groupLabels, GROUP_NAMES } from '../fields/levels';
import { useHeldOrder } from '../overview/useHeldOrder';
import { NoEvents } from '../empty/NoEvents';
import { type LokiError } from '../loki/error';
import { Choice } from '../shared/Choice';
import { Failed } from '../view/states/Failed';
import { Waiting } from '../view/states/Waiting';
import { testIds } from '../shared/testIds';
import { hover, useHover } from '../shared/time/hover';
import { useTime } from '../shared/time/TimeContext';
import { clockWords } from '../shared/time/words';
import { number } from '../shared/values/number';
import { BESIDE, COLUMN, WRAP, quiet } from '../shared/styles';
import { lanesOf } from './lanes';
import { LanesView } from './LanesView';
import { type Marks } from './marks';
import { useMarks } from './useMarks';

/** A lane for each object: shows at a glance what came before what. */
export default function Timeline() {
  const styles = useStyles2(getStyles);
  const { data: marks, stale, error } = useMarks();
  return (
    <div className={styles.timeline} data-testid={testIds.timeline} data-marks={marks?.records.length}>
      {marks ? (
        <Lanes marks={marks} stale={stale} error={error} />
      ) : (
        <>
          <Tools />
          <Waiting error={error} />
        </>
      )}
    </div>
  );
}

function Lanes({ marks, stale, error }: { marks: Marks; stale: boolean; error?: LokiError }) {
  const styles = useStyles2(getStyles);
  const [state] = useUrl(timelineUrl);
  const { timeZone } = useTime();
  const hovered = useHover();
  const { records } = marks;
  const lanes = useMemo(() => lanesOf(records, groupLabels(state.lanes)), [records, state.lanes]);
  const { shown, handlers } = useHeldOrder(lanes);
  return (
    <>
      <Tools>
        <Counts marks={marks} lanes={lanes.length} stale={stale} loading={!error} />
      </Tools>
      {error && (
        <Failed
          title={t('timeline.failed', 'Loading failed. The timeline shows events up to {{time}}.', {
            time: clockWords(marks.to, timeZone, true),
          })}
          error={error}
        />
      )}
      {records.length === 0 && !error && !stale && <NoEvents />}
      {records.length > 0 && (
        <div className={cx(styles.body, stale && styles.stale)} {...handlers}>
          <LanesView lanes={shown} hovered={hovered} hover={hover} />
          {state.event && <EventDetails id={state.event} records={records} />}
        </div>
      )}
    </>
  );
}

function Tools({ children }: { children?: ReactNode }) {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(timelineUrl);
  return (
    <div className={styles.tools}>
      <Choice
        label={t('timeline.lanes', 'One lane per')}
        value={state.lanes}
        options={GROUP_NAMES.map((name) => ({ value: name, label: groupLabel(name) }))}
        onChange={(name) => update({ lanes: name })}
      />
      {children}
      <span className={styles.hint}>
        {t(
          'timeline.hint',
          'Drag to zoom in · Ctrl + wheel zooms · Shift + drag moves · Keys: ↑ ↓ lanes, ← → events, + − zoom'
        )}
      </span>
    </div>
  );
}

interface CountsProps {
  marks: Marks;
  lanes: number;
  stale: boolean;
  /** Whether pages that are still to come do come. */
  loading: boolean;
}

function Counts({ marks: { records, state }, lanes, stale, loading }: CountsProps) {
  const styles = useStyles2(getStyles);
  return (
    <span role="status" className={cx(stale && styles.stale)}>
      {t('timeline.count', '{{marks}} events in {{lanes}} lanes', {
        count: lanes,
        marks: number(records.length),
        lanes: number(lanes),
      })}
      {(state === 'cut' || (state === 'loading' && !loading)) && ` · ${t('timeline.cut', 'only the newest ones')}`}
      {state === 'loading' && loading && ` · ${t('timeline.loading', 'loading more')}`}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  timeline: css({ ...COLUMN, gap: theme.spacing(1) }),
  tools: css({ ...quiet(theme), ...WRAP, gap: theme.spacing(0.5, 2) }),
  hint: css({ marginLeft: 'auto' }),
  body: css({ ...BESIDE, gap: theme.spacing(1) }),
  stale: css({ opacity: 0.6 }),
});
