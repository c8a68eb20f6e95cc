import { isDeepStrictEqual } from 'node:util';
import { text } from '@kubernetes-events/event';
import {
  byName,
  type Change,
  mapOf,
  namedChanges,
  otherChanges,
  type Pair,
  pairsOf,
  value,
  valueOf,
  without,
} from './change.ts';
import { type Fields, fieldsOf, listOf, type Template } from './template.ts';

const PROBES: Record<string, string> = {
  livenessProbe: 'liveness probe',
  readinessProbe: 'readiness probe',
  startupProbe: 'startup probe',
};

/** What differs between the containers of two pod templates. @param list `containers` or `initContainers` */
export function containerChanges(list: string, role: string, before: Template, after: Template): Change[] {
  const isOne = listOf(after.spec?.containers).length + listOf(after.spec?.initContainers).length === 1;
  const pairs = pairsOf(byName(before.spec?.[list]), byName(after.spec?.[list]));
  return pairs.flatMap(([name, olds, nows]): Change[] => {
    const [old, now] = [olds?.[0], nows?.[0]];
    if (!now) {
      return [{ field: `${list}.${name}`, words: `${role} ${name} removed` }];
    }
    if (!old) {
      return [{ field: `${list}.${name}`, words: `${role} ${name} added (image ${valueOf(now.image)})` }];
    }
    return changesOfContainer(name, isOne ? '' : ` of ${name}`, old, now);
  });
}

/** @param of to name the container where there are several */
function changesOfContainer(name: string, of: string, before: Fields, after: Fields): Change[] {
  const { name: _, image, resources, ports, env, volumeMounts, ...rest } = after;
  const probes = Object.entries(PROBES);
  const others = without(rest, Object.keys(PROBES));
  const othersBefore = without(before, [...Object.keys(PROBES), ...CONTAINER_FIELDS]);
  return [
    ...(before.image === image ? [] : [{ field: `image.${name}`, words: imageWords(name, before.image, image) }]),
    ...resourceChanges(name, fieldsOf(before.resources), fieldsOf(resources)),
    ...probes.flatMap(([field, probe]) => probeChanges(name, field, probe, before[field], after[field])),
    ...value(`ports.${name}`, `ports of ${name}`, portsOf(before.ports), portsOf(ports)),
    ...namedChanges(before.env, env, 'env', 'env', of),
    ...namedChanges(before.volumeMounts, volumeMounts, 'volumeMounts', 'mount', ` of ${name}`),
    ...otherChanges(othersBefore, others, `.${name}`, ` of ${name}`),
  ];
}

const CONTAINER_FIELDS = ['name', 'image', 'resources', 'ports', 'env', 'volumeMounts'];

/** Where only the tag or the digest differs, that alone is on the right. */
function imageWords(name: string, before: unknown, after: unknown): string {
  const [old, now] = [valueOf(before), valueOf(after)];
  const repository = repositoryOf(now);
  const version = now.slice(repository.length + 1);
  const isSame = version !== '' && repositoryOf(old) === repository;
  return `image of ${name} ${old} → ${isSame ? version : now}`;
}

function repositoryOf(image: string): string {
  const [tagged = ''] = image.split('@', 1);
  const colon = tagged.lastIndexOf(':');
  return colon > tagged.lastIndexOf('/') ? tagged.slice(0, colon) : tagged;
}

const LISTS = ['limits', 'requests'];

function resourceChanges(name: string, before: Fields, after: Fields): Change[] {
  const changes = LISTS.flatMap((list) =>
    pairsOf(mapOf(before[list]), mapOf(after[list])).flatMap(([resource, old, now]) =>
      value(`${list}.${resource}.${name}`, `${resource} ${list.slice(0, -1)} of ${name}`, old, now)
    )
  );
  return [...changes, ...otherChanges(without(before, LISTS), without(after, LISTS), `.${name}`, ` of ${name}`)];
}

function probeChanges(name: string, field: string, probe: string, before: unknown, after: unknown): Change[] {
  if (!before || !after) {
    const verb = after ? 'added' : 'removed';
    return before || after ? [{ field: `${field}.${name}`, words: `${probe} of ${name} ${verb}` }] : [];
  }
  const pairs = pairsOf(mapOf(before), mapOf(after));
  const isNumber = ([, old, now]: Pair<unknown>): boolean => typeof (now ?? old) === 'number';
  const isHandler = pairs.some((pair) => !isNumber(pair) && !isDeepStrictEqual(pair[1], pair[2]));
  return [
    ...pairs
      .filter(isNumber)
      .flatMap(([key, old, now]) => value(`${field}.${key}.${name}`, `${key} of ${name}'s ${probe}`, old, now)),
    ...(isHandler ? [{ field: `${field}.${name}`, words: `${probe} of ${name} changed` }] : []),
  ];
}

function portsOf(ports: unknown): string | undefined {
  const texts = listOf(ports).map(({ containerPort, hostPort, protocol, name }) => {
    const port = `${text(containerPort)}/${text(protocol) || 'TCP'}`;
    return `${text(name) && `${text(name)} `}${port}${hostPort ? ` (host port ${text(hostPort)})` : ''}`;
  });
  return texts.length > 0 ? texts.join(', ') : undefined;
}
