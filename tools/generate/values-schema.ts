import { configSchema, type JsonSchema } from './settings.ts';

const text: JsonSchema = { type: 'string' };
const flag: JsonSchema = { type: 'boolean' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const object: JsonSchema = { type: 'object' };
const texts: JsonSchema = { type: 'object', additionalProperties: text };
const objects: JsonSchema = { type: 'array', items: object };
const ports: JsonSchema = { type: 'array', items: { type: 'integer', minimum: 1, maximum: 65535 } };
const quantity: JsonSchema = { type: ['string', 'integer'] };

function only(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties, additionalProperties: false };
}

/** deploy/chart/values.schema.json: a value that is none of the chart's, or of the wrong type, is refused by Helm. */
export function valuesSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...only({
      global: object,
      config: configSchema(),
      replicaCount: count,
      image: only({
        repository: text,
        tag: text,
        digest: { type: 'string', pattern: '^(sha256:[0-9a-f]{64})?$' },
        pullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
      }),
      imagePullSecrets: objects,
      nameOverride: text,
      fullnameOverride: text,
      serviceAccount: only({ create: flag, name: text, annotations: texts }),
      rbac: only({ create: flag, scope: { enum: ['cluster', 'namespace'] } }),
      workload: only({ enabled: flag }),
      terminations: only({ enabled: flag }),
      changes: only({ enabled: flag, configMaps: flag }),
      env: objects,
      envFrom: objects,
      extraArgs: { type: 'array', items: text },
      extraVolumes: objects,
      extraVolumeMounts: objects,
      spool: only({
        enabled: flag,
        maxBytes: quantity,
        persistence: only({
          enabled: flag,
          size: quantity,
          storageClassName: text,
          accessModes: { type: 'array', items: text, minItems: 1 },
        }),
      }),
      resources: object,
      podAnnotations: texts,
      podLabels: texts,
      podSecurityContext: object,
      securityContext: object,
      priorityClassName: text,
      nodeSelector: texts,
      tolerations: objects,
      affinity: object,
      topologySpreadConstraints: objects,
      terminationGracePeriodSeconds: count,
      podDisruptionBudget: only({ enabled: flag, maxUnavailable: quantity }),
      networkPolicy: only({ enabled: flag, lokiPorts: ports, apiServerPorts: ports, extraEgress: objects }),
      serviceMonitor: only({ enabled: flag, interval: text, labels: texts }),
      prometheusRule: only({ enabled: flag, labels: texts }),
      dashboards: only({ enabled: flag, namespace: text, labels: texts, annotations: texts }),
      lokiRules: only({ enabled: flag, namespace: text, labels: texts }),
    }),
  };
}
