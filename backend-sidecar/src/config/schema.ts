import {
  isContractName,
  labelMetadataName,
  type LineFormat,
  othersNames,
  type PresetName,
  PRESETS,
} from '@kubernetes-events/event';
import * as z from 'zod';
import { wholeValue, RESOURCE } from './patterns.ts';
import { duration, size } from './units.ts';

const httpUrl = z
  .string()
  .refine(isHttpUrl, "is not an http(s) URL (set it to Loki's address, e.g. http://loki:3100/loki/api/v1/push)");

const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'is not a label name (letters, digits and _ only)');

const rule = z
  .record(z.string(), z.string().refine(isPattern, 'is not a regular expression'))
  .refine((fields) => Object.keys(fields).length > 0, 'is an empty rule (name a field, e.g. reason: BackOff)');

/** A namespace's labels, each with a regular expression for its whole value. */
const namespaceLabels = rule;

const labelKey = z
  .string()
  .regex(
    /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/,
    'is not the key of a Kubernetes label'
  );

const NO_TENANT = "is not a tenant of Loki (1 to 150 letters, digits and !-_.*'(), not a dot first)";
/** Source: https://grafana.com/docs/loki/latest/operations/multi-tenancy/ */
const tenantId = z.string().regex(/^[\w!*'()-][\w!.*'()-]{0,149}$/, NO_TENANT);

const tenantRule = z
  .strictObject({
    tenant: tenantId.optional(),
    tenantFrom: z.strictObject({ namespaceLabel: labelKey }).optional(),
    match: rule.optional(),
    namespaceLabels: namespaceLabels.optional(),
  })
  .refine(({ tenant, tenantFrom }) => !tenant !== !tenantFrom, 'needs one of tenant and tenantFrom.namespaceLabel')
  .refine(
    ({ tenantFrom, match, namespaceLabels: labels }) => tenantFrom || match || labels,
    'matches every event (set match or namespaceLabels; for all other events, set receivers.loki.tenant)'
  );

const tls = z
  .strictObject({
    caFile: z.string().optional().describe('Certificate authorities to trust, a PEM file; read again when it changes.'),
    certFile: z.string().optional().describe('Client certificate, a PEM file; read again when it changes.'),
    keyFile: z.string().optional().describe("The client certificate's key, a PEM file."),
    serverName: z.string().optional().describe("The name to expect in Loki's certificate; else that of the URL."),
    insecureSkipVerify: z.boolean().default(false).describe('Trust any certificate. For trying out only.'),
  })
  .refine(({ certFile, keyFile }) => !certFile === !keyFile, 'needs certFile and keyFile both');

const loki = z
  .strictObject({
    url: httpUrl.describe("Loki's push URL; without a path, /loki/api/v1/push is added."),
    tenant: z.string().optional().describe('Sent as X-Scope-OrgID.'),
    tenants: z
      .array(tenantRule)
      .default([])
      .describe('Events that match a rule go to its tenant, the first that matches; all others to `tenant`.'),
    username: z.string().optional().describe('For basic authentication.'),
    password: z.string().optional().describe('For basic authentication.'),
    passwordFile: z.string().optional().describe('A file with the password; read again when it changes.'),
    bearerToken: z.string().optional().describe('Sent as Authorization: Bearer.'),
    bearerTokenFile: z.string().optional().describe('A file with the token; read again when it changes.'),
    headers: z.record(z.string(), z.string()).default({}).describe('Further HTTP headers.'),
    timeout: duration.prefault('10s').describe('How long a push may take.'),
    tls: tls.prefault({}),
    maxStreams: z
      .int()
      .positive()
      .default(2000)
      .describe('Beyond this many streams, new combinations of label values have their widest label in the metadata.'),
    labels: z.unknown().optional().describe('Of the first collector; staticLabels take its place.'),
    batchWait: z.unknown().optional().describe('Of the first collector; not used.'),
    batchEntriesNumber: z.unknown().optional().describe('Of the first collector; not used.'),
  })
  .refine(({ tenants, tenant }) => tenants.length === 0 || tenant, {
    path: ['tenant'],
    message: 'is missing (set the tenant of all events that no rule of tenants matches)',
  })
  .refine(({ tenants, tenant }) => tenants.length === 0 || !tenant || tenantId.safeParse(tenant).success, {
    path: ['tenant'],
    message: NO_TENANT,
  })
  .refine(
    ({ tenants, headers }) =>
      tenants.length === 0 || !Object.keys(headers).some((name) => /^x-scope-orgid$/i.test(name)),
    { path: ['headers'], message: 'cannot set X-Scope-OrgID with tenants (leave the header out)' }
  );

const receivers = z.strictObject({
  loki: loki.optional(),
  stdout: z.boolean().default(false).describe("Write each event's line to the standard output."),
  discard: z.boolean().default(false).describe('Drop every event: for measuring.'),
});

const filters = z.strictObject({
  namespaces: z
    .array(z.string().min(1))
    .default([])
    .describe('Only these namespaces; a Role in each is enough then. Empty: all.'),
  fieldSelector: z.string().optional().describe('As for kubectl, e.g. type=Warning,involvedObject.kind!=Pod.'),
  labelSelector: z.string().optional().describe('As for kubectl.'),
  include: z
    .array(rule)
    .default([])
    .describe('Keep only events that match one of these: field path → regular expression for the whole value.'),
  exclude: z.array(rule).default([]).describe('Drop events that match one of these.'),
});

/** A window is read again after a restart, and the API server keeps five minutes of the past. */
const LONGEST_WINDOW_MS = 2 * 60_000;

const rateLimit = z.strictObject({
  match: rule,
  max: z.int().positive().default(1),
  per: duration.refine((ms) => ms <= LONGEST_WINDOW_MS, 'is too long (at most 2m)').prefault('1m'),
});

const workload = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe("The metadata `workload`, such as Deployment/web, from the owners of the event's object."),
  resources: z
    .array(z.string().regex(RESOURCE, 'is not a resource (such as v1/pods or apps/v1/replicasets)'))
    .default(['v1/pods', 'apps/v1/replicasets', 'batch/v1/jobs'])
    .describe('Resources whose owners are watched, metadata only. Needs the verbs list and watch on each.'),
  maxObjects: z
    .int()
    .positive()
    .default(100_000)
    .describe('As many objects are kept, at about 115 bytes each; the others are read one by one.'),
});

const terminations = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe('An entry for each container that ends, from the status of its pod: reason, exit code, memory limit.'),
  completed: z
    .boolean()
    .default(false)
    .describe('Also for containers that end with exit code 0. Those of a failed Job are always recorded.'),
});

const changes = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe('An entry for each new revision of a Deployment, StatefulSet or DaemonSet: what changed, and by whom.'),
  configMaps: z
    .boolean()
    .default(false)
    .describe(
      'Also for each change of a ConfigMap that workloads read: the keys, no values. Needs list and watch on configmaps.'
    ),
});

const leaderElection = z
  .strictObject({
    enabled: z.boolean().default(false).describe('Several replicas, one works. As the flag -le.'),
    leaseName: z.string().default('loki-event-collector').describe('The Lease, which also holds the checkpoint.'),
    leaseNamespace: z.string().optional().describe('Else the namespace that the collector runs in.'),
    identity: z.string().optional().describe('Else the host name and a random part.'),
    leaseDuration: duration.prefault('15s').describe('Replace a leader that has not renewed the Lease for this time.'),
    renewDeadline: duration.prefault('10s').describe('Stop leading if the Lease could not be renewed for this time.'),
    retryPeriod: duration.prefault('2s').describe('Between renewals.'),
  })
  .refine((le) => le.leaseDuration > le.renewDeadline, 'leaseDuration must be longer than renewDeadline')
  .refine((le) => le.renewDeadline > le.retryPeriod * 1.2, 'renewDeadline must be longer than 1.2 × retryPeriod');

/** Every setting there is: the one source for checks, defaults, environment variables and the documentation. */
export const CONFIG = z
  .strictObject({
    log: z
      .enum(['trace', 'debug', 'info', 'warn', 'warning', 'error', 'fatal', 'panic'])
      .default('info')
      .describe('How much is logged.'),
    receivers: receivers.prefault({}),
    format: z
      .enum(['flat', 'json', 'logfmt'])
      .optional()
      .describe('The form of a line: `flat` unless set, or `logfmt` with labelPreset: k8s-monitoring.'),
    eventUid: z
      .boolean()
      .default(false)
      .describe('Keep the uid of each Event itself in flat lines. It is random, and takes 24 bytes an event on disk.'),
    labelPreset: z
      .enum(Object.keys(PRESETS) as PresetName[])
      .default('kubernetes-events')
      .describe(
        'Whose names labels and metadata have besides ours, so that queries made for that program find events.'
      ),
    labels: z
      .record(labelName, z.string().min(1))
      .optional()
      .describe(
        "Stream labels: name → the event's field; those of labelPreset unless set. Few values each: Loki keeps a stream for each combination."
      ),
    labelPolicy: z
      .enum(['fixed', 'adaptive'])
      .default('fixed')
      .describe(
        'Whether labels may move to the structured metadata, the widest first, if their streams do not fill chunks.'
      ),
    staticLabels: z
      .record(labelName, z.string().min(1))
      .default({})
      .describe('Labels with the same value on every entry.'),
    cluster: z.string().optional().describe('The label `cluster`.'),
    backfill: z
      .enum(['all', 'none'])
      .default('all')
      .describe('At the very first start: push the events that are there already, or only new ones.'),
    objectLabels: z
      .array(labelKey)
      .default([])
      .describe(
        'Labels of the object that an event is about, as metadata: app.kubernetes.io/name as app_kubernetes_io_name.'
      ),
    namespaceLabels: z
      .array(labelKey)
      .default([])
      .describe('Labels of its namespace, as metadata: team as namespace_team. Needs list and watch on namespaces.'),
    filters: filters.prefault({}),
    rateLimits: z
      .array(rateLimit)
      .default([])
      .describe(
        'Events of an object and reason beyond `max` in `per` are sent as one entry, with their sum in `increment`.'
      ),
    workload: workload.prefault({}),
    terminations: terminations.prefault({}),
    changes: changes.prefault({}),
    leaderElection: leaderElection.prefault({}),
    checkpoint: z
      .strictObject({
        file: z.string().optional().describe('Keep the checkpoint in a file instead of the Lease.'),
      })
      .prefault({}),
    queue: z
      .strictObject({
        maxBytes: size.prefault('32MiB').describe('What waits in memory for a receiver; then the watch is not read.'),
        maxEntries: z.int().positive().default(50_000).describe('The same, in entries.'),
      })
      .prefault({}),
    spool: z
      .strictObject({
        directory: z
          .string()
          .optional()
          .describe(
            'When the queue for Loki is full, continue in files in this directory. They survive a crash; a power loss can cost the last second.'
          ),
        maxBytes: size.prefault('1GiB').describe('As much as the files may take; then the watch is not read.'),
      })
      .prefault({}),
    telemetry: z
      .strictObject({
        listen: z
          .string()
          .refine(isListenAddress, 'is not an address (such as 127.0.0.1:9464, :9464, or off)')
          .optional()
          .describe('Where /metrics, /livez, /readyz and /status are; `off` for nowhere. In a pod :9464, else off.'),
      })
      .prefault({}),
    kubernetes: z
      .strictObject({
        kubeconfig: z.string().optional().describe("Else KUBECONFIG, ~/.kube/config, the pod's service account."),
        context: z.string().optional().describe("Else the kubeconfig's current one."),
        watchSilence: duration
          .prefault('30s')
          .describe('Reopen a watch that was silent for this time, as its connection may be dead.'),
      })
      .prefault({}),
    shutdownTimeout: duration.prefault('10s').describe('How long a clean stop may take to push what is left.'),
  })
  .refine(({ receivers: { loki: l, stdout, discard } }) => l || stdout || discard, {
    path: ['receivers'],
    message: 'name nothing to push to (set receivers.loki.url)',
  })
  .refine(({ objectLabels, workload: { enabled } }) => objectLabels.length === 0 || enabled, {
    path: ['objectLabels'],
    message: 'come from the objects that are watched for workloads (set workload.enabled: true)',
  })
  .superRefine(({ labelPreset, labels = {}, staticLabels }, context) => {
    const preset = PRESETS[labelPreset];
    const fields = { ...preset.metadata, ...preset.labels };
    const refuse = (setting: string, name: string): void => {
      const message = `is not the ${name} of labelPreset: ${labelPreset} (use another name)`;
      context.addIssue({ code: 'custom', path: [setting, name], message });
    };
    for (const name of othersNames(preset).filter((one) => one in fields)) {
      if (name in labels && labels[name] !== fields[name]) {
        refuse('labels', name);
      }
      if (name in staticLabels) {
        refuse('staticLabels', name);
      }
    }
  })
  .superRefine(({ objectLabels, namespaceLabels, labelPreset, labels, staticLabels }, context) => {
    const preset = PRESETS[labelPreset];
    const taken = new Map<string, string>([
      ...othersNames(preset).map((name) => [name, `a name of labelPreset: ${labelPreset}`] as const),
      ...Object.keys({ ...(labels ?? preset.labels), ...staticLabels }).map(
        (name) => [name, 'a stream label'] as const
      ),
    ]);
    for (const [setting, of, names] of [
      ['objectLabels', 'object', objectLabels],
      ['namespaceLabels', 'namespace', namespaceLabels],
    ] as const) {
      names.forEach((label, at) => {
        const name = labelMetadataName(label, of);
        const other = isContractName(name) ? 'a field of events' : taken.get(name);
        if (other) {
          const message = `would be the metadata ${name}, which is ${other} (leave it out)`;
          context.addIssue({ code: 'custom', path: [setting, at], message });
        }
        taken.set(name, `that of ${label}`);
      });
    }
  })
  .refine(({ checkpoint, leaderElection: { enabled } }) => !(checkpoint.file && enabled), {
    path: ['checkpoint', 'file'],
    message: 'cannot be used with leader election (the next leader could not read it: leave it out)',
  });

/** As the configuration is once labels and the form of a line come from the preset, if nothing else is set. */
export interface Config extends z.infer<typeof CONFIG> {
  labels: Record<string, string>;
  format: Exclude<LineFormat, 'other'>;
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function isPattern(pattern: string): boolean {
  try {
    return wholeValue(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

function isListenAddress(value: string): boolean {
  const port = Number(/^(?:\[[0-9a-fA-F:]*\]|[^:\s]*):(\d+)$/.exec(value)?.[1]);
  return value === 'off' || (port >= 0 && port < 65536);
}
