import { createContext, useContext } from 'react';
import { type EventQuery } from '@kubernetes-events/logql';
import { type LokiSource } from '../loki/source';
import { type ViewState } from './url/state';
import { type Update } from './url/useViewState';

/** What every page has: the state in the URL, the query it stands for, and whom to ask. */
export interface View {
  state: ViewState;
  update: Update;
  source: LokiSource;
  query: EventQuery;
  /** Changes exactly when the answers would: for dependency lists. */
  queryKey: string;
}

export const ViewContext = createContext<View | undefined>(undefined);

export function useView(): View {
  const view = useContext(ViewContext);
  if (!view) {
    throw new Error('useView: no Frame around this view');
  }
  return view;
}
