import { type Event, text } from '@kubernetes-events/event';
import { type FieldSelector } from '@kubernetes-events/logql';
import { type KeptEvent } from '../events/kept-event.ts';
import { matchesFields } from './fields.ts';

/** Which events are asked for: every part must hold. */
export interface Selection {
  /** Of all namespaces where there is none. */
  namespace?: string;
  cluster?: string;
  fieldSelector: FieldSelector;
  /** Whether labels are as asked for. */
  labels?: (labels: Record<string, string>) => boolean;
  /** Lower case; any type where there is none. */
  types: readonly string[];
  /** The object they are about. */
  about?: AboutObject;
  /** An object: events about it, and about those that belong to it as their workload. */
  workload?: AboutObject;
}

/** An object as `--for` and `describe` name it. */
export interface AboutObject {
  kind: string;
  name: string;
  /** `apps/v1`; any where it is not known. */
  apiVersion?: string;
  /** Any version of this API group, where no version is known. */
  group?: string;
}

/** Whether an event is one of those asked for. */
export function isSelected(kept: KeptEvent, selection: Selection): boolean {
  return TESTS.every((test) => test(kept, selection)) && matchesFields(kept.event, selection.fieldSelector);
}

const TESTS: ReadonlyArray<(kept: KeptEvent, selection: Selection) => boolean> = [
  ({ event }, { namespace }) => namespace === undefined || text(event.metadata?.namespace) === namespace,
  (kept, { cluster }) => cluster === undefined || kept.cluster === cluster,
  ({ event }, { types }) => types.length === 0 || types.includes(text(event.type).toLowerCase()),
  ({ event }, { about }) => !about || isAbout(event, about),
  (kept, { workload }) => !workload || belongsTo(kept, workload) || isAbout(kept.event, workload),
  ({ event }, { labels }) => !labels || labels(event.metadata?.labels ?? {}),
];

const belongsTo = ({ workload }: KeptEvent, { kind, name }: AboutObject): boolean => workload === `${kind}/${name}`;

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
