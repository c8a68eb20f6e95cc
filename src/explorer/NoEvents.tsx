import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import { useSettings } from '../app/settings';
import { useView } from '../app/ViewContext';
import { baseMatchers } from '../loki/baseSelector';
import { counts } from '../loki/counts';
import { useLoki } from '../loki/useLoki';
import { State } from '../shared/states/State';
import { Trouble } from '../shared/states/Trouble';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { number } from '../shared/values/number';
import { FirstRun } from './FirstRun';
import { Mismatch } from './Mismatch';

const WEEK = 7 * 24 * 3600_000;

/** Why there is nothing: no collector yet, another time, or filters that nothing passes. Each with the way on. */
export function NoEvents() {
  const { state, update } = useView();
  const { refresh } = useTime();
  const { here, lately, loading, error } = useKept();
  const filtered = state.filters.length + state.lines.length > 0 || state.fieldSelector !== '';

  if (error) {
    return <Trouble error={error} retry={refresh} />;
  }
  if (loading) {
    return null;
  }
  if (here > 0 && filtered) {
    return (
      <State icon="filter" title={t('empty.filtered.title', 'No event passes these filters')} testId={testIds.empty}>
        <div>
          {t('empty.filtered.there', '{{n}} occurrences in this time range are filtered out.', {
            count: here,
            n: number(here),
          })}
        </div>
        <Mismatch />
        <Button size="sm" variant="secondary" onClick={() => update({ filters: [], lines: [], fieldSelector: '' })}>
          {t('filters.clear', 'Clear all')}
        </Button>
      </State>
    );
  }
  return lately > 0 ? (
    <State
      icon="clock-nine"
      title={t('empty.range.title', 'Nothing happened in this time range')}
      testId={testIds.empty}
    >
      <div>
        {t('empty.range.lately', '{{n}} occurrences in the last 7 days.', { count: lately, n: number(lately) })}
      </div>
      <Button size="sm" variant="secondary" onClick={() => update({ from: 'now-7d', to: 'now' })}>
        {t('empty.range.widen', 'Show the last 7 days')}
      </Button>
    </State>
  ) : (
    <FirstRun check={refresh} />
  );
}

/** How much there is without any filter: in the range, and in the last days. */
function useKept() {
  const { source, query, queryKey } = useView();
  const { span, key } = useTime();
  const { baseSelector } = useSettings();
  const base = baseMatchers(baseSelector);
  const inRange = useLoki(() => counts(source, { base }, span, []), [source, key]);
  const inWeek = useLoki(
    () => counts(source, { base }, { from: Date.now() - WEEK, to: Date.now() }, []),
    [source, key]
  );
  // Loki may answer a list that it cannot read with an empty one; a count it never does.
  const asked = useLoki(() => counts(source, query, span, []), [source, queryKey, key]);
  return {
    error: asked.error,
    here: inRange.data?.[0]?.count ?? 0,
    lately: inWeek.data?.[0]?.count ?? 0,
    loading: !inRange.data || !inWeek.data || !asked.data,
  };
}
