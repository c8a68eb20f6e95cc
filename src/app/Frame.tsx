import { Suspense, useState } from 'react';
import { Outlet, useLocation } from 'react-router-dom';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { ImportedQuery } from '../extensions/ImportedQuery';
import { UseElsewhere } from '../extensions/UseElsewhere';
import { FilterBar } from '../filters/FilterBar';
import { FiltersToggle } from '../filters/FiltersToggle';
import { ReasonTips } from '../reasons/ReasonTips';
import { ErrorBoundary } from '../shared/states/ErrorBoundary';
import { Trouble } from '../view/states/Trouble';
import { testIds } from '../shared/testIds';
import { TimeContext } from '../shared/time/TimeContext';
import { UrlContext, useUrl } from '../view/url/useUrl';
import { Header } from './Header';
import { Keyboard } from './Keyboard';
import { LinkFaults } from './LinkFaults';
import { useSettings } from '../view/settings';
import { NoSource, SourceMissing } from './NoSource';
import { StoredTwice } from './StoredTwice';
import { StartFault } from './StartFault';
import { useFillHeight } from '../shared/useFillHeight';
import { COLUMN } from '../shared/styles';
import { useSharedTime } from './useSharedTime';
import { useAskingOf } from './useAskingOf';
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
  const { uid, missing, error, sources, again, asking } = useAskingOf(state, settings, time);
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
        <StartFault />
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
              <StoredTwice />
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
