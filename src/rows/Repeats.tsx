import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { BARE } from '../shared/styles';
import { durationWords } from '../shared/time/words';
import { number, shortNumber } from '../shared/values/number';
import { type Row } from './fold';

interface Props {
  row: Row;
  open: boolean;
  /** Whether there may be more of the row's events than are loaded. */
  partial: boolean;
  toggle(key: string): void;
}

/** ×14: opens the events of the row. */
export function Repeats({ row, open, partial, toggle }: Props) {
  const styles = useStyles2(getStyles);
  const { count, repeats, key, raw } = row;
  if (count <= 1 && repeats.length <= 1) {
    return null;
  }
  if (repeats.length <= 1 || raw) {
    return (
      <span className={styles.times} title={repeatsText(row)}>
        ×{shortNumber(count)}
      </span>
    );
  }
  const title = partial
    ? t('list.partial', 'At least {{times}}: counts only the events loaded so far', { times: repeatsText(row) })
    : repeatsText(row);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.repeats}
      title={title}
      aria-expanded={open}
      aria-label={title}
      onClick={(event) => {
        event.stopPropagation();
        toggle(key);
      }}
    >
      ×{shortNumber(count)}
      {partial && '+'}
      <Icon name={open ? 'angle-up' : 'angle-down'} size="sm" />
    </button>
  );
}

/** How often it happened, and in which time, if that is known of all of them. */
function repeatsText({ count, added, from, to }: Row): string {
  const values = { count, n: number(count), added: number(added), duration: durationWords(to - from) };
  if (to === from) {
    return t('list.times', '{{n}} times so far', values);
  }
  return added < count
    ? t('list.timesOf', '{{n}} times so far, {{added}} of them in {{duration}}', values)
    : t('list.repeats', '{{n}} times in {{duration}}', values);
}

const getStyles = (theme: GrafanaTheme2) => ({
  times: css({ color: theme.colors.text.secondary, paddingRight: 16 }),
  repeats: css({ ...BARE, display: 'inline-flex', alignItems: 'center', '&:hover': { color: theme.colors.text.link } }),
});
