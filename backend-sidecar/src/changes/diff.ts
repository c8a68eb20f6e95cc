import { isDeepStrictEqual } from 'node:util';
import { text } from '@kubernetes-events/event';
import {
  byName,
  type Change,
  grouped,
  mapOf,
  namedChanges,
  otherChanges,
  pairsOf,
  value,
  valueOf,
  without,
} from './change.ts';
import { containerChanges } from './container.ts';
import { type Fields, fieldsOf, listOf, type Template } from './template.ts';

/** Written into templates by controllers, for themselves. */
const OWN_LABELS = ['pod-template-hash', 'rollouts-pod-template-hash', 'controller-revision-hash'];
const RESTARTED = 'kubectl.kubernetes.io/restartedAt';
const CHECKSUM = /(^|\/)checksum[/-]|^checksum/;

/** Fields of the pod whose values are in the words. */
const VALUES: Record<string, string> = {
  serviceAccountName: 'service account',
  priorityClassName: 'priority class',
  terminationGracePeriodSeconds: 'termination grace period',
  hostNetwork: 'host network',
};

/**
 * What differs between two pod templates. Values are in it only of fields that hold no secrets: of environment variables,
 * arguments, commands and annotations only the names are.
 */
export function diff(before: Template, after: Template): Change[] {
  const changes = [
    ...containerChanges('containers', 'container', before, after),
    ...containerChanges('initContainers', 'init container', before, after),
    ...specChanges(fieldsOf(before.spec), fieldsOf(after.spec)),
    ...labelChanges(before, after),
    ...annotationChanges(before, after),
  ];
  const same = changes.length > 0 || isDeepStrictEqual(significant(before), significant(after));
  return same ? changes : [{ field: 'template', words: 'pod template changed' }];
}

/** The images that a template begins with. */
export function imagesOf({ spec }: Template): Change[] {
  return [...listOf(spec?.containers), ...listOf(spec?.initContainers)].map(({ name, image }) => ({
    field: `image.${text(name)}`,
    words: `image of ${text(name)} ${valueOf(image)}`,
  }));
}

function significant({ metadata, spec }: Template): unknown {
  const { serviceAccount: _, ...rest } = fieldsOf(spec);
  return [labelsOf({ metadata: metadata ?? null }), fieldsOf(metadata?.annotations), rest];
}

function specChanges(before: Fields, after: Fields): Change[] {
  // The deprecated serviceAccount is a copy of serviceAccountName.
  const apart = ['containers', 'initContainers', 'volumes', 'tolerations', 'nodeSelector', 'serviceAccount'];
  const values = Object.keys(VALUES);
  return [
    ...values.flatMap((field) => value(field, VALUES[field]!, before[field], after[field])),
    ...pairsOf(mapOf(before.nodeSelector), mapOf(after.nodeSelector)).flatMap(([name, old, now]) =>
      value(`nodeSelector.${name}`, `node selector ${name}`, old, now)
    ),
    ...namedChanges(
      before.tolerations,
      after.tolerations,
      'tolerations',
      'toleration',
      '',
      ({ key }) => text(key) || '*'
    ),
    ...volumeChanges(before.volumes, after.volumes),
    ...otherChanges(without(before, [...apart, ...values]), without(after, [...apart, ...values]), '', ''),
  ];
}

function volumeChanges(before: unknown, after: unknown): Change[] {
  const kindOf = (volume: Fields): string => Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
  return pairsOf(byName(before), byName(after)).flatMap(([name, olds, nows]): Change[] => {
    const [old, now] = [olds?.[0], nows?.[0]];
    const field = `volumes.${name}`;
    if (!old || !now) {
      const kind = kindOf(now ?? old ?? {});
      return [{ field, words: `volume ${name} (${kind}) ${now ? 'added' : 'removed'}` }];
    }
    const changed = isDeepStrictEqual(old, now) ? [] : [{ field, words: `volume ${name} changed` }];
    return kindOf(old) === kindOf(now) ? changed : value(field, `volume ${name}`, kindOf(old), kindOf(now));
  });
}

function labelChanges(before: Template, after: Template): Change[] {
  return pairsOf(mapOf(labelsOf(before)), mapOf(labelsOf(after))).flatMap(([name, old, now]) =>
    value(`labels.${name}`, `label ${name}`, old, now)
  );
}

function labelsOf({ metadata }: Template): Fields {
  return without(fieldsOf(metadata?.labels), OWN_LABELS);
}

function annotationChanges(before: Template, after: Template): Change[] {
  const pairs = pairsOf(mapOf(before.metadata?.annotations), mapOf(after.metadata?.annotations));
  const changed = pairs.filter(([, old, now]) => old !== now);
  return [
    ...changed
      .filter(([name]) => name === RESTARTED || CHECKSUM.test(name))
      .map(([name]) => ({
        field: `annotations.${name}`,
        words: name === RESTARTED ? 'restart requested' : 'configuration changed',
      })),
    ...grouped(
      changed.filter(([name]) => name !== RESTARTED && !CHECKSUM.test(name)),
      'annotations',
      'annotation',
      ''
    ),
  ];
}
