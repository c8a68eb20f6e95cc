import { text } from '@kubernetes-events/event';
import { type Fields, fieldsOf, listOf } from './template.ts';

/** Whether the containers or the volumes of a pod read a ConfigMap. @param spec a core/v1 PodSpec */
export function readsConfigMap(spec: Fields, name: string): boolean {
  const containers = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) => listOf(spec[list]));
  const references = [
    ...containers.flatMap(({ env }) => listOf(env)).map(({ valueFrom }) => fieldsOf(valueFrom).configMapKeyRef),
    ...containers.flatMap(({ envFrom }) => listOf(envFrom)).map(({ configMapRef }) => configMapRef),
    ...listOf(spec.volumes)
      .flatMap((volume) => [volume, ...listOf(fieldsOf(volume.projected).sources)])
      .map(({ configMap }) => configMap),
  ];
  return references.some((reference) => text(fieldsOf(reference).name) === name);
}
