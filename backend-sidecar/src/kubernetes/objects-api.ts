import { type ObjectMeta } from '@kubernetes-events/event';
import { ALL_NAMESPACES, type Scope } from '../checkpoint/position.ts';
import { type Result } from './failure.ts';
import { type Resource } from './resource.ts';
import { type Cost, exactly, readPage, type ResourceApi, resourceApi } from './resource-api.ts';
import { type ApiServer } from './server.ts';
import { type StreamTimes } from './stream.ts';

/** One resource's objects, their metadata only. */
export interface ObjectsApi extends ResourceApi {
  /** An object by its name; undefined if there was none with that uid. @param at the revision to be shown */
  read(
    object: { namespace: string; name: string; uid: string },
    at: number | undefined,
    timeoutMs: number
  ): Promise<Result<ObjectMeta | undefined>>;
}

const FORM = 'g=meta.k8s.io;v=v1';
export const METADATA_ONLY = {
  list: `application/json;as=PartialObjectMetadataList;${FORM}`,
  watch: `application/json;as=PartialObjectMetadata;${FORM}`,
};

/** Objects per page. Garbage of a page is most of the memory that a list costs. */
const PAGE = 200;

export function objectsApi(
  server: ApiServer,
  { folder, plural }: Resource,
  scope: Scope,
  times: StreamTimes,
  cost: Cost,
  signal: AbortSignal
): ObjectsApi {
  const pathIn = (namespace: string): string =>
    namespace ? `${folder}/namespaces/${encodeURIComponent(namespace)}/${plural}` : `${folder}/${plural}`;
  const path = pathIn(scope === ALL_NAMESPACES ? '' : scope);
  const stages = { list: `list ${plural}`, watch: `watch ${plural}` };
  const selection = { path, stages, accept: METADATA_ONLY, pageSize: PAGE, cost };
  return {
    ...resourceApi(server, selection, times, signal),
    async read({ namespace, name, uid }, at, timeoutMs) {
      cost.asked('read');
      const query = { fieldSelector: `metadata.name=${name}`, ...exactly(at === undefined ? undefined : String(at)) };
      const page = await readPage(server, selection, { path: pathIn(namespace), query, timeoutMs }, signal);
      const found = page.ok ? page.value.items.find(({ metadata }) => metadata?.uid === uid) : undefined;
      return page.ok ? { ok: true, value: found?.metadata ?? undefined } : page;
    },
  };
}
