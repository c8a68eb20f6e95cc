import { createContext, useContext } from 'react';
import { type EventQuery } from '@kubernetes-events/logql';
import { type LokiSource } from '../loki/source';

/** What to ask Loki for, and which Loki. */
export interface Asking {
  source: LokiSource;
  query: EventQuery;
  /** Changes exactly when the answers would: for dependency lists. */
  queryKey: string;
}

export const AskingContext = createContext<Asking | undefined>(undefined);

/** Only in the app: a panel shows what its own queries answer. */
export function useAsking(): Asking {
  const asking = useContext(AskingContext);
  if (!asking) {
    throw new Error('useAsking: no AskingContext around this view');
  }
  return asking;
}
