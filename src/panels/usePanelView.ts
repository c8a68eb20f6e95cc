import { useEffect, useMemo, useState } from 'react';
import { type PanelProps } from '@grafana/data';
import { getTemplateSrv, locationService } from '@grafana/runtime';
import { usePanelContext } from '@grafana/ui';
import { type Filter } from '@kubernetes-events/logql';
import { type View } from '../view/ViewContext';
import { appLink } from '../view/url/appLink';
import { queryState } from '../view/url/queryState';
import { type LokiSource } from '../loki/source';
import { rangeText } from '../shared/time/range';
import { parseState, type ViewState } from '../view/url/state';
import { targetOf, type ValueClick } from './valueClick';

interface Props extends Pick<PanelProps, 'data' | 'timeRange'> {
  options: { valueClick: ValueClick };
}

/**
 * A panel as the views know a page: what a click changes is kept here, or goes to the dashboard's variables, or to the
 * app with the panel's query and range.
 */
export function usePanelView({ data, timeRange, options }: Props, initial: Partial<ViewState>): View {
  const [own, setOwn] = useState<Partial<ViewState>>({});
  const context = usePanelContext();
  // An option that is changed counts, whatever was clicked before.
  const asked = JSON.stringify(initial);
  useEffect(() => setOwn({}), [asked]);
  // A zoom belongs to the time range that it was made in; a refresh moves a relative one and leaves it as it is.
  const { from, to } = rangeText(timeRange.raw);
  useEffect(() => setOwn((before) => ({ ...before, viewFrom: '', viewTo: '' })), [from, to]);

  return useMemo(() => {
    const state = { ...parseState(''), ...(JSON.parse(asked) as Partial<ViewState>), ...own };
    const target = data.request?.targets[0];
    const ds = getTemplateSrv().replace(target?.datasource?.uid ?? '');
    const open = (page: string, change: Partial<ViewState>) => {
      const filters = [...(brought(data)?.filters ?? []), ...(change.filters ?? [])];
      locationService.push(
        appLink(page, { ds, ...rangeText(timeRange.raw), ...brought(data), ...change, filters: once(filters) })
      );
    };
    const pick = (filter: Filter) => {
      const to = targetOf(filter, options.valueClick, getTemplateSrv().getVariables());
      if (to.to === 'variable') {
        locationService.partial({ [`var-${to.name}`]: to.value }, false);
      } else if (to.to === 'adhoc') {
        const { field: key, values, exclude } = filter;
        context.onAddAdHocFilter?.({ key, value: values[0] ?? '', operator: exclude ? '!=' : '=' });
      } else if (to.to === 'app') {
        open('events', { filters: [filter] });
      }
    };
    const update: View['update'] = (change, { page } = {}) => {
      if (page) {
        open(page, change);
      } else if (change.filters) {
        change.filters.forEach(pick);
      } else {
        setOwn((before) => ({ ...before, ...change }));
      }
    };
    // What asks Loki by itself stands in the app alone: a panel's views show what its queries answered.
    const source = { uid: ds } as LokiSource;
    return { state, update, source, query: {}, queryKey: '' };
  }, [asked, own, data, timeRange, options.valueClick, context]);
}

/** What the panel's query asks for, as it was sent. */
export function brought({ series }: PanelProps['data']) {
  const sent = series.find(({ meta }) => meta?.executedQueryString)?.meta?.executedQueryString ?? '';
  return queryState(sent.replace(/^Expr: /, '').replace(/\nStep: \S+$/, ''));
}

/** Of what the query and the click ask for of one field, the click's. */
const once = (filters: readonly Filter[]) =>
  filters.filter(
    ({ field, exclude }, at) =>
      filters.findLastIndex((other) => other.field === field && other.exclude === exclude) === at
  );
