import { Failure, KubectlFailure } from '../loki/failure.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import { type AboutObject } from './selection.ts';

/** An object that a flag names, and whether its type is namespaced. */
export interface NamedObject extends AboutObject {
  namespaced: boolean;
}

/**
 * The object that `TYPE[.VERSION][.GROUP]/NAME` names. As in kubectl, a type may be plural, singular or short. Types of
 * custom resources are those that Loki has events about.
 *
 * @param flag the flag's name, for errors
 * @param storedKinds the kinds that Loki has events about
 * @throws {Failure} in kubectl's words
 */
export async function objectNamed(
  text: string,
  flag: string,
  storedKinds: () => Promise<readonly string[]>
): Promise<NamedObject> {
  const [type = '', name, ...more] = text.split('/');
  if (name === undefined) {
    throw new Failure(`${flag} must be in resource/name form`);
  }
  if (more.length > 0) {
    throw new Failure('arguments in resource/name form may not have more than one slash');
  }
  return { ...(await typeNamed(type, storedKinds)), name };
}

/** The object that a flag names, if it is set. @throws {Failure} */
export const objectIfNamed = async (
  text: string | undefined,
  flag: string,
  storedKinds: () => Promise<readonly string[]>
): Promise<NamedObject | undefined> => (text === undefined ? undefined : objectNamed(text, flag, storedKinds));

/** The type that a word names. @throws {KubectlFailure} if there is none */
export async function typeNamed(
  text: string,
  storedKinds: () => Promise<readonly string[]>
): Promise<Omit<NamedObject, 'name'>> {
  const [word = '', ...suffix] = text.toLowerCase().split('.');
  const known = RESOURCE_TYPES.find(
    ({ kind, plural, shortNames, apiVersion }) =>
      [kind.toLowerCase(), plural, ...shortNames].includes(word) && isOfGroup(apiVersion, suffix)
  );
  if (known) {
    return { kind: known.kind, apiVersion: known.apiVersion, namespaced: known.namespaced };
  }
  const kind = (await storedKinds()).find((candidate) => formsOf(candidate).includes(word));
  if (kind === undefined) {
    throw new KubectlFailure(`the server doesn't have a resource type "${text}"`);
  }
  const group = (/^v\d/.test(suffix[0] ?? '') ? suffix.slice(1) : suffix).join('.');
  return { kind, namespaced: true, ...(group && { group }) };
}

/** `deployments.apps` and `deployments.v1.apps` name a group, `pods.v1` does not. */
function isOfGroup(apiVersion: string, suffix: readonly string[]): boolean {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const wanted = suffix.join('.');
  return ['', group, `${version}.${group}`, version].includes(wanted) && (wanted !== version || group === '');
}

/** A kind in lower case, and its plural by the API's conventions. */
function formsOf(kind: string): string[] {
  const one = kind.toLowerCase();
  const plural = /(s|x|z|ch|sh)$/.test(one)
    ? `${one}es`
    : /[^aeiou]y$/.test(one)
      ? `${one.slice(0, -1)}ies`
      : `${one}s`;
  return [one, plural];
}

/** Kinds of Kubernetes itself that own other objects. */
const OWNERS: ReadonlySet<string> = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
]);

/** Whether an object of this kind may be the workload of others. A custom resource may. */
export const ownsOthers = (kind: string): boolean =>
  OWNERS.has(kind) || !RESOURCE_TYPES.some((type) => type.kind === kind);
