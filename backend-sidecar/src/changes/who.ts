import { type Event, nanosOf, text } from '@kubernetes-events/event';
import { type Fields, fieldsOf, listOf } from './template.ts';

/** Who set an object's pod template last, and when. */
export interface Who {
  name: string;
  /** RFC 3339. */
  time: string;
}

/** A controller works for whoever changed the object. */
const CONTROLLER = 'kube-controller-manager';
/** `_v2.4.0_x5` of a Terraform provider. */
const VERSION = /[-_/]?v?\d+(\.\d+)+.*$/;

/** API servers' clocks differ. */
const AFTER_NS = 5_000_000_000n;
/** A controller makes the revision within this time. */
const BEFORE_NS = 60_000_000_000n;

/**
 * The manager of the pod template's fields that was the last to write; undefined if the object names none. A manager that
 * only removed fields is not named.
 *
 * @param at when the revision came about: only who wrote shortly before; empty for whenever
 */
export function whoChanged(object: Event, at = ''): Who | undefined {
  return newestOf(fieldsOfManagers(object).filter((field) => hasTemplate(field) && isNear(field.time, at)));
}

/**
 * Who wrote a ConfigMap's data last; undefined if the object names none.
 *
 * @param before the revision before this one, if that is known: who did not write since is not named
 */
export function whoWroteData(object: Event, before?: Event): Who | undefined {
  const known = before ? fieldsOfManagers(before) : [];
  const isNew = ({ manager, operation, time }: Fields): boolean =>
    !known.some((each) => each.manager === manager && each.operation === operation && each.time === time);
  return newestOf(fieldsOfManagers(object).filter((field) => hasData(field) && isNew(field)));
}

/** Who set these keys of a ConfigMap: whoever writes a value owns its field from then on. Undefined if nobody owns one. */
export function whoSetKeys(object: Event, keys: readonly string[]): Who | undefined {
  return newestOf(
    fieldsOfManagers(object).filter(({ fieldsV1 }) => {
      const { 'f:data': data, 'f:binaryData': binary } = fieldsOf(fieldsV1);
      const owned = { ...fieldsOf(data), ...fieldsOf(binary) };
      return keys.some((key) => `f:${key}` in owned);
    })
  );
}

function fieldsOfManagers({ metadata }: Event): Fields[] {
  return listOf(metadata?.managedFields);
}

function newestOf(fields: readonly Fields[]): Who | undefined {
  const [newest] = fields.toSorted((a, b) => (text(a.time) < text(b.time) ? 1 : -1));
  return newest && { name: nameOf(text(newest.manager), newest.operation === 'Apply'), time: text(newest.time) };
}

function hasData({ fieldsV1 }: Fields): boolean {
  const owned = fieldsOf(fieldsV1);
  return 'f:data' in owned || 'f:binaryData' in owned;
}

function hasTemplate({ manager, fieldsV1, subresource }: Fields): boolean {
  return manager !== CONTROLLER && !subresource && 'f:template' in fieldsOf(fieldsOf(fieldsV1)['f:spec']);
}

function isNear(time: unknown, at: string): boolean {
  const [timeNs, atNs] = [nanosOf(time) ?? 0n, nanosOf(at)];
  return atNs === undefined || (timeNs <= atNs + AFTER_NS && timeNs >= atNs - BEFORE_NS);
}

/** The name as people know it: `kubectl apply` of `kubectl-client-side-apply`. */
function nameOf(manager: string, applies: boolean): string {
  if (manager === 'kubectl-client-side-apply' || (manager === 'kubectl' && applies)) {
    return 'kubectl apply';
  }
  return manager.replace(/^kubectl-/, 'kubectl ').replace(VERSION, '') || manager;
}
