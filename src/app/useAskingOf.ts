import { useMemo } from 'react';
import { baseMatchers, type EventQuery, parseFieldSelector } from '@kubernetes-events/logql';
import { type LokiSource } from '../loki/source';
import { useStored } from '../loki/useStored';
import { type SharedTime } from '../shared/time/TimeContext';
import { type AppSettings } from '../view/settings';
import { type CommonUrl } from '../view/url/common';
import { useSource } from './useSource';

/** The data source, or why there is none, and what to ask it for. */
export function useAskingOf(state: CommonUrl, settings: AppSettings, time: SharedTime) {
  const found = useSource(state.ds, settings.datasource);
  const { uid, source } = found;
  const query = useQueryOf(state, settings, source, time);
  const queryKey = `${uid} ${JSON.stringify(query)}`;
  const asking = useMemo(() => (source && query ? { source, query, queryKey } : undefined), [source, query, queryKey]);
  return { ...found, asking };
}

/**
 * The query that the filters stand for, once it is known how the events are stored. A field selector that cannot be read counts
 * as none: its box says why.
 */
function useQueryOf(
  state: CommonUrl,
  { baseSelector, clusterLabel }: AppSettings,
  source: LokiSource | undefined,
  time: SharedTime
): EventQuery | undefined {
  const { filters, lines, fieldSelector } = state;
  const base = useMemo(() => baseMatchers(state.base || baseSelector), [state.base, baseSelector]);
  const stored = useStored(source, base, time);
  return useMemo(() => {
    if (!stored) {
      return undefined;
    }
    const parsed = parseFieldSelector(fieldSelector);
    return {
      base,
      filters,
      lines,
      fieldSelector: parsed.ok ? parsed.selector : [],
      ...stored,
      ...(clusterLabel && { clusterLabel }),
    };
  }, [base, clusterLabel, filters, lines, fieldSelector, stored]);
}
