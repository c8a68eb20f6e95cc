import { type EventQuery } from '@kubernetes-events/logql';
import { type LokiSource } from '../loki/source';
import { requiredContext } from '../shared/requiredContext';

/** What to ask Loki for, and which Loki. */
export interface Asking {
  source: LokiSource;
  query: EventQuery;
  /** Changes exactly when the answers would: for dependency lists. */
  queryKey: string;
}

/** Only in the app: a panel shows what its own queries answer. */
export const [AskingContext, useAsking] = requiredContext<Asking>('useAsking');
