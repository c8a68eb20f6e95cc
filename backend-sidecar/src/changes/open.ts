import { type Event } from '@kubernetes-events/event';
import { type RecordedResource } from '../recording/recorded-resource.ts';
import { sinceOf, TIMES } from '../recording/recorder.ts';
import { selectorOf } from '../recording/selector.ts';
import { ALL_NAMESPACES, namespaceIn, type Scope } from '../checkpoint/position.ts';
import { METADATA_ONLY } from '../kubernetes/objects-api.ts';
import { type ResourceApi, resourceApi, slimmed } from '../kubernetes/resource-api.ts';
import { type ApiServer } from '../kubernetes/server.ts';
import { initialState } from '../watch/state.ts';
import { Changes } from './changes.ts';
import { readFrom } from './read.ts';
import { type Revision } from './revision.ts';

const GROUP = 'apps';
const FOLDER = '/apis/apps/v1';
/** Objects a page. */
const PAGE = 200;

/** ReplicaSets have their number in the metadata: no template is watched. */
export const CHANGES: readonly RecordedResource[] = [
  changesOf('replicasets', METADATA_ONLY),
  changesOf('controllerrevisions'),
];

function changesOf(plural: string, accept?: typeof METADATA_ONLY): RecordedResource {
  return {
    resource: plural,
    feature: 'changes',
    rule: `{"apiGroups":["${GROUP}"],"resources":["${plural}"],"verbs":["list","watch"]}`,
    open({ config: { filters, backfill }, server, log }, scope, { position, floors }, _, signal) {
      const recorder = new Changes({
        floors,
        since: sinceOf(position, backfill),
        selects: selectorOf(filters.fieldSelector),
        read: readFrom({ server, log }, { group: GROUP, folder: FOLDER, plural }),
      });
      // Also where no backfill is wanted: the revisions that are there have to be known.
      return { start: initialState(position, true), api: apiOf(server, scope, plural, accept, signal), recorder };
    },
  };
}

function apiOf(
  server: ApiServer,
  scope: Scope,
  plural: string,
  accept: typeof METADATA_ONLY | undefined,
  signal: AbortSignal
): ResourceApi {
  const namespace = namespaceIn(scope);
  const within = namespace === ALL_NAMESPACES ? '' : `namespaces/${encodeURIComponent(namespace)}/`;
  const selection = {
    path: `${FOLDER}/${within}${plural}`,
    stages: { list: `list ${plural}`, watch: `watch ${plural}` },
    pageSize: PAGE,
    ...(accept && { accept }),
  };
  return slimmed(resourceApi(server, selection, TIMES, signal), slimRevision);
}

/** The revision without its template. */
function slimRevision(object: Event): Event {
  const { metadata = null, revision } = object as Revision;
  return { metadata, ...(revision !== undefined && { revision }) };
}
