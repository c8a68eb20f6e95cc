import { type Event, OWN_COMPONENT, text } from '@kubernetes-events/event';
import { type FieldSelector } from '@kubernetes-events/logql';
import { type StoredEvent } from '../events/stored-event.ts';
import { matchesFields } from './fields.ts';

/** Which events to print: every part must match. */
export interface Selection {
  /** All namespaces if undefined. */
  namespace?: string;
  cluster?: string;
  fieldSelector: FieldSelector;
  /** Matches an event's own labels. */
  labels?: (labels: Record<string, string>) => boolean;
  /** In lower case; all types if empty. */
  types: readonly string[];
  /** The involved object. */
  about?: AboutObject;
  /** Events about this object, and about objects that have it as their workload. */
  workload?: AboutObject;
  /** Without the ends of containers and the changes of workloads, which the collector itself records. */
  onlyKubernetes?: boolean;
}

/** An object as `--for` and `describe` name it. */
export interface AboutObject {
  kind: string;
  name: string;
  /** Such as `apps/v1`; any version if undefined. */
  apiVersion?: string;
  /** Any version of this API group, if no version is known. */
  group?: string;
}

/** Whether an event matches the selection. */
export function isSelected(stored: StoredEvent, selection: Selection): boolean {
  return TESTS.every((test) => test(stored, selection)) && matchesFields(stored.event, selection.fieldSelector);
}

const TESTS: ReadonlyArray<(stored: StoredEvent, selection: Selection) => boolean> = [
  ({ event }, { namespace }) => namespace === undefined || text(event.metadata?.namespace) === namespace,
  (stored, { cluster }) => cluster === undefined || stored.cluster === cluster,
  ({ event }, { types }) => types.length === 0 || types.includes(text(event.type).toLowerCase()),
  ({ event }, { about }) => !about || isAbout(event, about),
  (stored, { workload }) => !workload || belongsTo(stored, workload) || isAbout(stored.event, workload),
  ({ event }, { onlyKubernetes }) => !onlyKubernetes || text(event.source?.component) !== OWN_COMPONENT,
  ({ event }, { labels }) => !labels || labels(event.metadata?.labels ?? {}),
];

const belongsTo = ({ workload }: StoredEvent, { kind, name }: AboutObject): boolean => workload === `${kind}/${name}`;

/** Whether an event is about this object. */
export function isAbout({ involvedObject }: Event, { kind, name, apiVersion, group }: AboutObject): boolean {
  const version = text(involvedObject?.apiVersion);
  return (
    text(involvedObject?.kind) === kind &&
    text(involvedObject?.name) === name &&
    (apiVersion === undefined || version === apiVersion) &&
    (group === undefined || version.startsWith(`${group}/`))
  );
}
