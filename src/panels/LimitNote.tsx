import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useTime } from '../shared/time/TimeContext';
import { clockWords, needsDay } from '../shared/time/words';
import { number } from '../shared/values/number';
import { ELLIPSIS, quiet } from '../shared/styles';
import { type PanelEvents } from './records';

/** Says that a query reached its line limit, and which time its lines are from: there may be more events. */
export function LimitNote({ events: { limit, reach } }: { events: PanelEvents }) {
  const styles = useStyles2(getStyles);
  const { span, timeZone } = useTime();
  if (limit === undefined || !reach) {
    return null;
  }
  const clock = (ms: number) => clockWords(ms, timeZone, needsDay(span));
  return (
    <div className={styles.note} role="status">
      {t('panel.limit', 'Line limit ({{n}}) reached. Showing {{from}} to {{to}} only.', {
        n: number(limit),
        from: clock(reach.from),
        to: clock(reach.to),
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({ ...ELLIPSIS, ...quiet(theme), flex: 'none', padding: theme.spacing(0.25, 1, 0) }),
});
