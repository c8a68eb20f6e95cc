import { type Event } from '@kubernetes-events/event';
import { namespaceIn } from '../checkpoint/position.ts';
import { METADATA_ONLY } from '../kubernetes/objects-api.ts';
import { resourceApi, type Selection, selectionOf, slimmed } from '../kubernetes/resource-api.ts';
import { readResource } from '../kubernetes/resource.ts';
import { BOOKMARKED } from '../kubernetes/stream.ts';
import { type RecordedResource } from '../recording/recorded-resource.ts';
import { sinceOf } from '../recording/recorder.ts';
import { selectorOf } from '../recording/selector.ts';
import { initialState } from '../watch/state.ts';
import { Changes } from './changes.ts';
import { ConfigMapChanges } from './config-maps.ts';
import { CONFIG_MAPS, readConfigMapFrom, readFrom } from './read.ts';
import { type Revision } from './revision.ts';

/** ReplicaSets have their number in the metadata: no template is watched. */
export const CHANGES: readonly RecordedResource[] = [
  changesOf('apps/v1/replicasets', { accept: METADATA_ONLY }),
  changesOf('apps/v1/controllerrevisions'),
];

/** ConfigMaps whose data changes. Their metadata is watched; data is read when a revision comes. */
export const CONFIG_MAP_CHANGES: RecordedResource = {
  resource: CONFIG_MAPS,
  feature: 'changes',
  open({ config: { filters }, server, log }, scope, { position, floors }, _, signal) {
    const selection = { ...selectionOf(CONFIG_MAPS, namespaceIn(scope)), accept: METADATA_ONLY };
    const recorder = new ConfigMapChanges({
      floors,
      since: sinceOf(position, 'none'),
      selects: selectorOf(filters.fieldSelector),
      read: readConfigMapFrom({ server, log }),
      now: () => new Date().toISOString(),
    });
    // At the first start there is nothing to compare with.
    const start = initialState(position, false, false);
    return { start, api: resourceApi(server, selection, BOOKMARKED, signal), recorder };
  },
};

function changesOf(name: string, form: Pick<Selection, 'accept'> = {}): RecordedResource {
  const resource = readResource(name);
  return {
    resource,
    feature: 'changes',
    open({ config: { filters, backfill }, server, log }, scope, { position, floors }, _, signal) {
      const selection = { ...selectionOf(resource, namespaceIn(scope)), ...form };
      const recorder = new Changes({
        floors,
        since: sinceOf(position, backfill),
        selects: selectorOf(filters.fieldSelector),
        read: readFrom({ server, log }, resource),
      });
      // Also where no backfill is wanted: the revisions that are there have to be known.
      const start = initialState(position, true);
      return { start, api: slimmed(resourceApi(server, selection, BOOKMARKED, signal), slimRevision), recorder };
    },
  };
}

/** The revision without its template. */
function slimRevision(object: Event): Event {
  const { metadata = null, revision } = object as Revision;
  return { metadata, ...(revision !== undefined && { revision }) };
}
