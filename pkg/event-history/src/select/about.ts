import { Failure, KubectlFailure } from '../loki/failure.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import { type AboutObject } from './selection.ts';

/** An object that is asked for, and whether it lives in a namespace. */
export interface NamedObject extends AboutObject {
  namespaced: boolean;
}

/**
 * The object that `TYPE[.VERSION][.GROUP]/NAME` names: types as kubectl takes them, in the plural, in the singular or
 * short; those of custom resources by the kinds that there are events of.
 *
 * @param flag the flag that has the text, for errors
 * @param kindsKept the kinds that Loki has events of
 * @throws {Failure} in kubectl's words
 */
export async function objectNamed(
  text: string,
  flag: string,
  kindsKept: () => Promise<readonly string[]>
): Promise<NamedObject> {
  const [type = '', name, ...more] = text.split('/');
  if (name === undefined) {
    throw new Failure(`${flag} must be in resource/name form`);
  }
  if (more.length > 0) {
    throw new Failure('arguments in resource/name form may not have more than one slash');
  }
  return { ...(await typeNamed(type, kindsKept)), name };
}

/** The type of objects that a word names. @throws {KubectlFailure} where there is none */
export async function typeNamed(
  text: string,
  kindsKept: () => Promise<readonly string[]>
): Promise<Omit<NamedObject, 'name'>> {
  const [word = '', ...suffix] = text.toLowerCase().split('.');
  const known = RESOURCE_TYPES.find(
    ({ kind, plural, shortNames, apiVersion }) =>
      [kind.toLowerCase(), plural, ...shortNames].includes(word) && isOfGroup(apiVersion, suffix)
  );
  if (known) {
    return { kind: known.kind, apiVersion: known.apiVersion, namespaced: known.namespaced };
  }
  const kind = (await kindsKept()).find((candidate) => formsOf(candidate).includes(word));
  if (kind === undefined) {
    throw new KubectlFailure(`the server doesn't have a resource type "${text}"`);
  }
  const group = (/^v\d/.test(suffix[0] ?? '') ? suffix.slice(1) : suffix).join('.');
  return { kind, namespaced: true, ...(group && { group }) };
}

/** `deployments.apps` and `deployments.v1.apps` name a group, `pods.v1` none. */
function isOfGroup(apiVersion: string, suffix: readonly string[]): boolean {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const wanted = suffix.join('.');
  return ['', group, `${version}.${group}`, version].includes(wanted) && (wanted !== version || group === '');
}

/** A kind in lower case, and its plural as the API's conventions make it. */
function formsOf(kind: string): string[] {
  const one = kind.toLowerCase();
  const plural = /(s|x|z|ch|sh)$/.test(one)
    ? `${one}es`
    : /[^aeiou]y$/.test(one)
      ? `${one.slice(0, -1)}ies`
      : `${one}s`;
  return [one, plural];
}

/** Kinds of Kubernetes itself that others belong to. */
const OWNERS: ReadonlySet<string> = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
]);

/** Whether other objects may have one of this kind as their workload: one of a custom kind may. */
export const ownsOthers = (kind: string): boolean =>
  OWNERS.has(kind) || !RESOURCE_TYPES.some((type) => type.kind === kind);
