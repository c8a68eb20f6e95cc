import { useEffect, useMemo } from 'react';
import { type PanelProps } from '@grafana/data';
import { getTemplateSrv, locationService } from '@grafana/runtime';
import { usePanelContext } from '@grafana/ui';
import { type Filter, including } from '@kubernetes-events/logql';
import { recordsOf } from '../loki/frames';
import { type ReasonsUrl, reasonsUrl } from '../reasons/url';
import { rangeText } from '../shared/time/range';
import { type Actions } from '../view/Actions';
import { appLink } from '../view/url/appLink';
import { type Codecs, written } from '../view/url/codec';
import { type CommonUrl, commonUrl } from '../view/url/common';
import { type ObjectUrl, objectUrl, storyState } from '../view/url/object';
import { queryState } from '../view/url/queryState';
import { useMemoryUrl } from '../view/url/useMemoryUrl';
import { type Url } from '../view/url/useUrl';
import { findsOthers } from './records';
import { targetsOf, type ValueClick } from './valueClick';

type Data = PanelProps['data'];

interface Props extends Pick<PanelProps, 'data' | 'timeRange'> {
  options: { valueClick: ValueClick };
}

/** What the app's views find in a panel in place of the app. */
export interface Panel {
  url: Url;
  actions: Actions;
  /** The uid of the data source that the panel's first query asks. */
  source: string;
}

const appUrl = { ...commonUrl, ...objectUrl, ...reasonsUrl };

/**
 * @param codecs of the options that the views read as if they were in an address
 * @param initial the panel's options: changing one resets what was clicked before
 */
export function usePanel<S>({ data, timeRange, options }: Props, codecs: Codecs<S>, initial: Partial<S>): Panel {
  const start = written(new URLSearchParams(), codecs, initial).toString();
  const url = useMemoryUrl(start);
  const { change } = url;
  // The dashboard's range is the views': a new one drops a zoom into the old one. A refresh leaves both as they are.
  const { from, to } = rangeText(timeRange.raw);
  useEffect(() => change((params) => written(params, commonUrl, { from, to })), [change, start, from, to]);

  const { onAddAdHocFilter } = usePanelContext();
  const { valueClick } = options;
  const source = getTemplateSrv().replace(data.request?.targets[0]?.datasource?.uid ?? '');
  const actions = useMemo<Actions>(() => {
    const openApp = (page: string, state: Partial<CommonUrl & ObjectUrl & ReasonsUrl>) => {
      const query = queryOf(data);
      const filters = unique([...(query?.filters ?? []), ...(state.filters ?? [])]);
      locationService.push(appLink(page, appUrl, { ds: source, from, to, ...query, ...state, filters }));
    };
    const pick = (filters: Filter[]) => {
      const { variables, adHoc, app } = targetsOf(filters, valueClick, getTemplateSrv().getVariables());
      if (Object.keys(variables).length > 0) {
        locationService.partial(variables, false);
      }
      for (const { field: key, values, exclude } of adHoc) {
        onAddAdHocFilter?.({ key, value: values[0] ?? '', operator: exclude ? '!=' : '=' });
      }
      if (app.length > 0) {
        openApp('events', { filters: app });
      }
    };
    const showEvent = (event: string) => change((params) => written(params, commonUrl, { event }));
    return {
      only: (values) => pick(Object.entries(values).map(([field, value]) => including(field, value))),
      not: (field, value) => pick([{ field, values: [value], exclude: true }]),
      openEvent: showEvent,
      closeEvent: () => showEvent(''),
      openStory: (object) => openApp('story', storyState(object)),
      openReason: (entry, reason) => openApp('reasons', { entry, search: reason }),
    };
  }, [data, source, from, to, valueClick, onAddAdHocFilter, change]);
  return { url, actions, source };
}

/** What the panel's query asks for, as it was sent. */
export function queryOf({ series }: Data) {
  const sent = series.find(({ meta }) => meta?.executedQueryString)?.meta?.executedQueryString ?? '';
  return queryState(sent.replace(/^Expr: /, '').replace(/\nStep: \S+$/, ''), findsOthers(recordsOf(series)));
}

/** One filter for each field: the last one, which is the click's rather than the query's. */
const unique = (filters: readonly Filter[]) =>
  filters.filter(
    ({ field, exclude }, at) =>
      filters.findLastIndex((other) => other.field === field && other.exclude === exclude) === at
  );
