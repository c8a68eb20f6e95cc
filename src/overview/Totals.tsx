import { Fragment } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { overviewUrl } from './url';
import { MOST_OBJECTS, objectCount } from '../loki/leading';
import { type Answer, useLoki } from '../loki/useLoki';
import { Choice } from '../shared/Choice';
import { testIds } from '../shared/testIds';
import { type Buckets } from '../shared/time/buckets';
import { clockWords } from '../shared/time/words';
import { useTime } from '../shared/time/TimeContext';
import { valueColor } from '../shared/values/colors';
import { FilterValue } from '../fields/FilterValue';
import { number } from '../shared/values/number';
import { WRAP } from '../shared/styles';
import { valueLabel } from '../fields/fields';
import { GROUP_NAMES, groupLabel } from '../fields/levels';
import { type Overview } from './overview';
import { type Burst } from './bursts';
import { type Layer, REST } from './layers';

interface Props {
  layers: Layer[];
  field: string;
  bursts: Burst[];
  buckets: Buckets;
  /** How far the count has come; undefined before there is any. */
  counted?: Pick<Overview, 'counted' | 'done'>;
  /** Whether the numbers are those before the ones that load now. */
  loading: boolean;
}

/** Counting the objects of more events than this takes Loki too long for one number. */
const FEW_ENOUGH = 200_000;

/** The range in a line: how much, of what, and the worst of it. Each number narrows to what it counts. */
export function Totals({ layers, field, bursts, buckets, counted, loading }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [state, update] = useUrl(overviewUrl);
  const { zoom } = useTime();
  const total = layers.reduce((sum, layer) => sum + layer.total, 0);
  const burst = bursts[0];
  return (
    <div className={cx(styles.totals, loading && styles.loading)} data-testid={testIds.totals} aria-busy={loading}>
      {counted && <Sum total={total} counted={counted} loading={loading} buckets={buckets} />}
      {[...layers].reverse().map(({ value, total: count }) => {
        const part = (
          <span className={styles.part}>
            <span className={styles.swatch} style={{ background: valueColor(theme, field, value) }} />
            {valueLabel(value)} {number(count)}
          </span>
        );
        return value === REST ? (
          <Fragment key={value}>{part}</Fragment>
        ) : (
          <FilterValue key={value} field={field} value={value}>
            {part}
          </FilterValue>
        );
      })}
      {burst && (
        <button
          type="button"
          className={styles.burst}
          onClick={() =>
            zoom({
              from: buckets.from + (burst.from - 2) * buckets.step,
              to: buckets.from + (burst.to + 3) * buckets.step,
            })
          }
        >
          {field === '_type'
            ? t('totals.warningsBurst', 'Warnings at ×{{times}} the usual rate', { times: Math.round(burst.times) })
            : t('totals.burst', 'Burst of ×{{times}} the usual rate', { times: Math.round(burst.times) })}
        </button>
      )}
      <span className={styles.space} />
      <Choice
        label={t('histogram.by', 'Bars by')}
        value={state.bars}
        options={BARS.map((name) => ({ value: name, label: groupLabel(name) }))}
        onChange={(bars) => update({ bars }, { replace: true })}
      />
    </div>
  );
}

/** How often anything happened, of how many objects; or how far the count has come. */
function Sum({
  total,
  counted,
  loading,
  buckets,
}: { total: number } & Required<Pick<Props, 'counted' | 'loading' | 'buckets'>>) {
  const styles = useStyles2(getStyles);
  const { source, query, queryKey } = useAsking();
  const { span, timeZone } = useTime();
  const countable = !loading && counted.done && total <= FEW_ENOUGH;
  const objects = useLoki(
    () => (countable ? objectCount(source, query, span, buckets) : undefined),
    [source, queryKey, span, buckets, countable]
  );
  return (
    <>
      <strong aria-busy={countable && objects.loading}>
        {t('totals.occurrences', '{{n}} occurrences', { count: total, n: number(total) })}
      </strong>
      {!counted.done && (
        <span className={styles.counting} role="status">
          {t('totals.counting', 'so far, back to {{time}}', { time: clockWords(counted.counted.from, timeZone, true) })}
        </span>
      )}
      {countable && !objects.loading && <Objects {...objects} />}
    </>
  );
}

/** Of how many objects. Loki counts no more than 500 at once: if it refuses, there are more. */
function Objects({ data, error }: Pick<Answer<number>, 'data' | 'error'>) {
  const styles = useStyles2(getStyles);
  const [, update] = useUrl(overviewUrl);
  if (data === undefined && error?.trouble !== 'series') {
    return null;
  }
  return (
    <button type="button" className={styles.part} onClick={() => update({ group: 'object' })}>
      {data === undefined || data > MOST_OBJECTS || error
        ? t('totals.manyObjects', 'over 500 objects')
        : t('totals.objects', '{{n}} objects', { count: data, n: number(data) })}
    </button>
  );
}

const BARS = GROUP_NAMES.filter((name) => name !== 'object');

const getStyles = (theme: GrafanaTheme2) => {
  const button = {
    border: 0,
    padding: 0,
    background: 'none',
    '&:hover:not(:disabled)': { textDecoration: 'underline' },
  };
  return {
    totals: css({ ...WRAP, gap: theme.spacing(0.5, 2), minHeight: 24 }),
    part: css({
      ...button,
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.75),
      color: theme.colors.text.secondary,
    }),
    swatch: css({ width: 8, height: 8, borderRadius: 2 }),
    burst: css({ ...button, color: theme.colors.warning.text }),
    counting: css({ color: theme.colors.text.secondary }),
    space: css({ flex: 1 }),
    loading: css({ opacity: 0.55, transition: 'opacity 150ms' }),
  };
};
