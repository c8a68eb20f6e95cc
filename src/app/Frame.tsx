import { Suspense, useMemo, useState } from 'react';
import { Outlet, useLocation } from 'react-router-dom';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { baseMatchers, type EventQuery, parseFieldSelector } from '@kubernetes-events/logql';
import { useStyles2 } from '@grafana/ui';
import { ImportedQuery } from '../extensions/ImportedQuery';
import { UseElsewhere } from '../extensions/UseElsewhere';
import { FilterBar } from '../filters/FilterBar';
import { FiltersToggle } from '../filters/FiltersToggle';
import { type LokiSource } from '../loki/source';
import { useOldLines } from '../loki/useOldLines';
import { ReasonTips } from '../reasons/ReasonTips';
import { ErrorBoundary } from '../shared/states/ErrorBoundary';
import { Trouble } from '../view/states/Trouble';
import { testIds } from '../shared/testIds';
import { type SharedTime, TimeContext } from '../shared/time/TimeContext';
import { type CommonUrl } from '../view/url/common';
import { UrlContext, useUrl } from '../view/url/useUrl';
import { Header } from './Header';
import { Keyboard } from './Keyboard';
import { LinkFaults } from './LinkFaults';
import { type AppSettings, useSettings } from '../view/settings';
import { NoSource, SourceMissing } from './NoSource';
import { useFillHeight } from '../shared/useFillHeight';
import { COLUMN } from '../shared/styles';
import { useSharedTime } from './useSharedTime';
import { useSource } from './useSource';
import { useAppActions } from './useAppActions';
import { useRouterUrl } from './useRouterUrl';
import { ActionsContext } from '../view/Actions';
import { AskingContext } from '../view/Asking';

/** One object's story has its own; the catalogue of reasons has nothing to filter. */
const WITHOUT_FILTERS = new Set(['story', 'reasons']);

/** What every page is in: the tabs, the data source, the time, the filters. */
export function Frame() {
  return (
    <UrlContext.Provider value={useRouterUrl()}>
      <Framed />
    </UrlContext.Provider>
  );
}

function Framed() {
  const styles = useStyles2(getStyles);
  const [state] = useUrl();
  const settings = useSettings();
  const { time, usable } = useSharedTime();
  const { uid, missing, source, error, sources, again } = useSource(state.ds, settings.datasource);
  const query = useQueryOf(state, settings, source, time);
  const queryKey = `${uid} ${JSON.stringify(query)}`;
  const asking = useMemo(() => (source ? { source, query, queryKey } : undefined), [source, query, queryKey]);
  const actions = useAppActions();
  const { ref, height } = useFillHeight();
  const page = useLocation().pathname.split('/').pop() ?? '';
  const hasFilters = !WITHOUT_FILTERS.has(page);
  const [filtersOpen, setFiltersOpen] = useState(false);

  return (
    <TimeContext.Provider value={time}>
      <div ref={ref} className={styles.frame} style={{ height }} data-testid={testIds.page}>
        <Header usable={usable} sources={sources} uid={uid}>
          {asking && (
            <AskingContext.Provider value={asking}>
              <UseElsewhere />
              <Keyboard />
              {hasFilters && <FiltersToggle open={filtersOpen} toggle={() => setFiltersOpen(!filtersOpen)} />}
            </AskingContext.Provider>
          )}
        </Header>
        <LinkFaults usable={usable} />
        {missing && <SourceMissing missing={missing} others={sources.length > 0} />}
        {!uid && !missing && <NoSource />}
        {error && <Trouble error={error} retry={again} />}
        {asking && (
          <AskingContext.Provider value={asking}>
            <ActionsContext.Provider value={actions}>
              <ReasonTips />
              {hasFilters && <FilterBar open={filtersOpen} />}
              <ImportedQuery />
              <div className={styles.page}>
                <ErrorBoundary key={page}>
                  <Suspense fallback={null}>
                    <Outlet />
                  </Suspense>
                </ErrorBoundary>
              </div>
            </ActionsContext.Provider>
          </AskingContext.Provider>
        )}
      </div>
    </TimeContext.Provider>
  );
}

/** The query that the filters stand for. A field selector that cannot be read counts as none: its box says why. */
function useQueryOf(
  state: CommonUrl,
  { baseSelector, clusterLabel }: AppSettings,
  source: LokiSource | undefined,
  time: SharedTime
): EventQuery {
  const { filters, lines, fieldSelector } = state;
  const base = useMemo(() => baseMatchers(state.base || baseSelector), [state.base, baseSelector]);
  const oldLines = useOldLines(source, base, time);
  return useMemo(() => {
    const parsed = parseFieldSelector(fieldSelector);
    return {
      base,
      filters,
      lines,
      fieldSelector: parsed.ok ? parsed.selector : [],
      // Left out where there are none, so that what is asked stays the same.
      ...(oldLines && { oldLines }),
      ...(clusterLabel && { clusterLabel }),
    };
  }, [base, clusterLabel, filters, lines, fieldSelector, oldLines]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    minHeight: 480,
    padding: theme.spacing(1, 2, 1, 2),
    fontVariantNumeric: 'tabular-nums',
    // On a phone the page scrolls: there is no room for lists of their own above one another.
    [theme.breakpoints.down('sm')]: { padding: theme.spacing(1), height: 'auto !important' },
  }),
  page: css({ ...COLUMN, [theme.breakpoints.down('sm')]: { flex: 'none', height: '85vh', minHeight: 520 } }),
});
