import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, TimeRangeInput, useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { compareUrl } from './url';
import { Choice } from '../shared/Choice';
import { rangeOf, rangeText, type Span } from '../shared/time/range';
import { useTime } from '../shared/time/TimeContext';
import { WRAP } from '../shared/styles';
import { isNamed } from './baseline';

const OWN = 'own';

const absolute = ({ from, to }: Span) => ({ from: String(Math.round(from)), to: String(Math.round(to)) });

/** Which period is compared with which. */
export function Periods({ baseline }: { baseline: Span }) {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(compareUrl);
  const { span, timeZone } = useTime();
  const own = !isNamed(state.baseFrom);
  const format = (ms: number) => dateTimeFormat(ms, { timeZone, format: 'YYYY-MM-DD HH:mm' });
  const setBaseline = ({ from, to }: { from: string; to: string }) => update({ baseFrom: from, baseTo: to });
  const swap = () => {
    const { from, to } = absolute(span);
    update({ ...absolute(baseline), baseFrom: from, baseTo: to });
  };
  return (
    <div className={styles.periods}>
      <span>
        {format(span.from)} – {format(span.to)}
      </span>
      <Choice
        label={t('compare.with', 'compared with')}
        value={own ? OWN : state.baseFrom}
        options={[
          { value: '', label: t('compare.before', 'the period before') },
          { value: 'yesterday', label: t('compare.yesterday', 'the same time yesterday') },
          { value: 'week', label: t('compare.week', 'the same time a week ago') },
          { value: OWN, label: t('compare.own', 'another period') },
        ]}
        onChange={(value) => setBaseline(value === OWN ? absolute(baseline) : { from: value, to: '' })}
      />
      {own && (
        <TimeRangeInput
          value={rangeOf(baseline)}
          timeZone={timeZone}
          onChange={({ raw }) => setBaseline(rangeText(raw))}
        />
      )}
      {!own && (
        <span className={styles.quiet}>
          {format(baseline.from)} – {format(baseline.to)}
        </span>
      )}
      <Button size="sm" variant="secondary" fill="text" icon="exchange-alt" onClick={swap}>
        {t('compare.swap', 'Swap')}
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  periods: css({ ...WRAP, gap: theme.spacing(0.5, 1.5) }),
  quiet: css({ color: theme.colors.text.secondary }),
});
