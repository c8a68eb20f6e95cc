import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { compareUrl } from './url';
import { groupLabels } from '../fields/levels';
import { State } from '../shared/states/State';
import { Waiting } from '../view/states/Waiting';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { fullTime } from '../shared/time/words';
import { COLUMN } from '../shared/styles';
import { ChangeTable } from './ChangeTable';
import { Periods } from './Periods';
import { useBaseline, useFirstEvent } from './useCompared';

const REASONS = ['reason', '_type'];
const WORKLOADS = groupLabels('workload');

/** Two periods side by side: what is new, gone, more and fewer, the most telling first. */
export default function Compare() {
  const styles = useStyles2(getStyles);
  const { span } = useTime();
  const baseline = useBaseline()(span);
  return (
    <div className={styles.compare} data-testid={testIds.compare}>
      {baseline ? (
        <>
          <Periods baseline={baseline} />
          <Comparison />
        </>
      ) : (
        <NoPeriod />
      )}
    </div>
  );
}

/** The tables, if there is anything to compare with. */
function Comparison() {
  const styles = useStyles2(getStyles);
  const { data, error } = useFirstEvent();
  const { timeZone } = useTime();
  if (!data) {
    return <Waiting error={error} />;
  }
  if (data.first === undefined) {
    return <NothingBefore />;
  }
  return (
    <>
      {data.late && (
        <div className={styles.note} role="status">
          {t(
            'compare.late',
            'The period compared with has events from {{-time}} on only: what is called new may be older.',
            { time: fullTime(data.first, timeZone) }
          )}
        </div>
      )}
      <div className={styles.tables}>
        <ChangeTable title={t('compare.reasons', 'Reasons')} by={REASONS} />
        <ChangeTable title={t('compare.workloads', 'Workloads')} by={WORKLOADS} />
      </div>
    </>
  );
}

function NothingBefore() {
  const [, update] = useUrl();
  return (
    <State
      icon="clock-nine"
      title={t('compare.nothing.title', 'Nothing to compare with')}
      advice={t(
        'compare.nothing.advice',
        'Loki has no events at all from the period compared with, so nothing can be called new. Choose another period.'
      )}
      action={{
        label: t('compare.nothing.events', 'Show the events of this period'),
        onClick: () => update({}, { page: 'events' }),
      }}
      testId={testIds.empty}
    />
  );
}

/** A link with a period that cannot be read. */
function NoPeriod() {
  const [state, update] = useUrl(compareUrl);
  return (
    <State
      icon="exclamation-triangle"
      title={t('compare.unreadable', 'Cannot read the period to compare with: from "{{-from}}" to "{{-to}}"', {
        from: state.baseFrom,
        to: state.baseTo,
      })}
      action={{
        label: t('compare.usePeriodBefore', 'Compare with the period before'),
        onClick: () => update({ baseFrom: '', baseTo: '' }),
      }}
      testId={testIds.error}
      alert
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  compare: css({ ...COLUMN, gap: theme.spacing(1) }),
  note: css({ color: theme.colors.warning.text }),
  tables: css({
    flex: 1,
    minHeight: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: theme.spacing(1),
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)', overflowY: 'auto' },
  }),
});
