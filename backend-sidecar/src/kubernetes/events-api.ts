import { ALL_NAMESPACES, type Scope } from '../checkpoint/position.ts';
import { PAGE } from './page-size.ts';
import { type ResourceApi, resourceApi } from './resource-api.ts';
import { type ApiServer } from './server.ts';
import { type StreamTimes } from './stream.ts';

/** Which events, in the API server's own selectors. */
export interface EventSelection {
  scope: Scope;
  fieldSelector?: string | undefined;
  labelSelector?: string | undefined;
}

/** core/v1 events. events.k8s.io/v1 shows the same objects: watching one of the two is enough. */
export function eventsApi(
  server: ApiServer,
  { scope, ...selectors }: EventSelection,
  times: StreamTimes,
  signal: AbortSignal
): ResourceApi {
  const path = scope === ALL_NAMESPACES ? '/api/v1/events' : `/api/v1/namespaces/${encodeURIComponent(scope)}/events`;
  const stages = { list: 'list', watch: 'watch' };
  return resourceApi(server, { path, selectors, stages, pageSize: PAGE }, times, signal);
}
