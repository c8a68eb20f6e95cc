import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, TimeRangeInput, useStyles2 } from '@grafana/ui';
import { OBJECT_LABELS } from '@kubernetes-events/logql';
import { useView } from '../app/ViewContext';
import { Choice } from '../shared/Choice';
import { testIds } from '../shared/testIds';
import { rangeOf, rangeText, type Span } from '../shared/time/range';
import { useTime } from '../shared/time/TimeContext';
import { baselineOf } from './baseline';
import { ChangeTable } from './ChangeTable';

/** Two periods side by side: what is new, gone, more and fewer, the most telling first. */
export default function Compare() {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  const { span, timeZone } = useTime();
  const baseline = baselineOf(span, state.baseFrom, state.baseTo, timeZone);
  const own = /^\d+$/.test(state.baseFrom);
  const format = (ms: number) => dateTimeFormat(ms, { timeZone, format: 'YYYY-MM-DD HH:mm' });
  const swap = () =>
    update({
      from: String(Math.round(baseline.from)),
      to: String(Math.round(baseline.to)),
      baseFrom: String(Math.round(span.from)),
      baseTo: String(Math.round(span.to)),
    });
  return (
    <div className={styles.compare} data-testid={testIds.compare}>
      <div className={styles.periods}>
        <span>
          {format(span.from)} – {format(span.to)}
        </span>
        <Choice
          label={t('compare.with', 'compared with')}
          value={own ? 'own' : state.baseFrom}
          options={[
            { value: '', label: t('compare.before', 'the period before') },
            { value: 'yesterday', label: t('compare.yesterday', 'the same time yesterday') },
            { value: 'week', label: t('compare.week', 'the same time a week ago') },
            { value: 'own', label: t('compare.own', 'another period') },
          ]}
          onChange={(value) => update(choiceOf(value, baseline))}
        />
        {own ? (
          <TimeRangeInput
            value={rangeOf(baseline)}
            timeZone={timeZone}
            onChange={({ raw }) => update({ baseFrom: rangeText(raw).from, baseTo: rangeText(raw).to })}
          />
        ) : (
          <span className={styles.quiet}>
            {format(baseline.from)} – {format(baseline.to)}
          </span>
        )}
        <Button size="sm" variant="secondary" fill="text" icon="exchange-alt" onClick={swap}>
          {t('compare.swap', 'Swap')}
        </Button>
      </div>
      <div className={styles.tables}>
        <ChangeTable title={t('compare.reasons', 'Reasons')} by={REASONS} baseline={baseline} />
        <ChangeTable title={t('compare.objects', 'Objects')} by={OBJECTS} baseline={baseline} />
      </div>
    </div>
  );
}

const REASONS = ['reason', '_type'];
const OBJECTS = OBJECT_LABELS;

const choiceOf = (value: string, baseline: Span) =>
  value === 'own'
    ? { baseFrom: String(Math.round(baseline.from)), baseTo: String(Math.round(baseline.to)) }
    : { baseFrom: value, baseTo: '' };

const getStyles = (theme: GrafanaTheme2) => ({
  compare: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  periods: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1.5) }),
  quiet: css({ color: theme.colors.text.secondary }),
  tables: css({
    flex: 1,
    minHeight: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: theme.spacing(1),
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)', overflowY: 'auto' },
  }),
});
