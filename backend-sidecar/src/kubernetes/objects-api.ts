import { type ObjectMeta } from '@kubernetes-events/event';
import { ALL_NAMESPACES, type Scope } from '../checkpoint/position.ts';
import { type Result } from './failure.ts';
import { pathOf, type Resource } from './resource.ts';
import { type Cost, exactly, readPage, type ResourceApi, resourceApi, selectionOf } from './resource-api.ts';
import { type ApiServer } from './server.ts';
import { type StreamTimes } from './stream.ts';

/** One resource's objects, their metadata only. */
export interface ObjectsApi extends ResourceApi {
  /** An object by its name; undefined if there was none (with that uid). @param at the revision to be shown */
  read(
    object: { namespace: string; name: string; uid?: string },
    at: number | undefined,
    timeoutMs: number
  ): Promise<Result<ObjectMeta | undefined>>;
}

const FORM = 'g=meta.k8s.io;v=v1';
export const METADATA_ONLY = {
  list: `application/json;as=PartialObjectMetadataList;${FORM}`,
  watch: `application/json;as=PartialObjectMetadata;${FORM}`,
};

export function objectsApi(
  server: ApiServer,
  resource: Resource,
  scope: Scope,
  times: StreamTimes,
  cost: Cost,
  signal: AbortSignal
): ObjectsApi {
  const selection = { ...selectionOf(resource, scope), accept: METADATA_ONLY, cost };
  return {
    ...resourceApi(server, selection, times, signal),
    async read({ namespace, name, uid }, at, timeoutMs) {
      cost.asked('read');
      // Nodes and the like have no namespace.
      const path = pathOf(resource, namespace || ALL_NAMESPACES);
      const query = { fieldSelector: `metadata.name=${name}`, ...exactly(at === undefined ? undefined : String(at)) };
      const page = await readPage(server, selection, { path, query, timeoutMs }, signal);
      const found = page.ok
        ? page.value.items.find(({ metadata }) => uid === undefined || metadata?.uid === uid)
        : undefined;
      return page.ok ? { ok: true, value: found?.metadata ?? undefined } : page;
    },
  };
}
