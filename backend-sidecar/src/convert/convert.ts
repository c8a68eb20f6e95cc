import { parse, stringify } from 'yaml';
import { CONFIG } from '../config/schema.ts';
import { ConfigError, problemsOf } from '../config/problems.ts';
import { type Foreign, isObject } from './foreign.ts';
import { receiversOf } from './receivers.ts';
import { filtersOf } from './routes.ts';

/** What became of a configuration of another program. */
export interface Conversion {
  /** The collector's configuration, as YAML. */
  text: string;
  /** What could not be carried over, each by its name, with what to do. */
  notes: string[];
}

/** Settings of its own that this collector has no use for. */
const NOT_NEEDED: Record<string, string> = {
  logFormat: 'logs are JSON lines',
  maxEventAgeSeconds: 'no event is too old here',
  throttlePeriod: 'no event is too old here',
  kubeQPS: 'one watch needs no limit',
  kubeBurst: 'one watch needs no limit',
  metricsNamePrefix: 'metrics have names of their own: see docs/operate.md',
  omitLookup: "only the event itself is read, and its object's owners: see workload.enabled",
  cacheSize: 'nothing is looked up event by event',
};

/**
 * Converts a configuration of kubernetes-event-exporter.
 *
 * @throws ConfigError where the text is no such configuration
 */
export function convert(text: string): Conversion {
  const foreign = documentOf(text);
  const notes: string[] = [];
  const receivers = receiversOf(foreign, notes);
  const settings = {
    ...general(foreign, notes),
    ...receivers.settings,
    ...filtersOf(foreign, receivers.kept, notes),
  };
  for (const variable of new Set(text.match(/\$\{\w+\}/g))) {
    notes.push(`${variable}: stays as it is: this collector has an environment variable for each setting instead`);
  }
  const checked = CONFIG.safeParse(settings, { reportInput: true });
  if (!checked.success) {
    throw new ConfigError([
      ...problemsOf(checked.error.issues, settings, CONFIG),
      ...notes.map((note) => `not carried over: ${note}`),
    ]);
  }
  return { text: stringify(settings, { lineWidth: 0 }), notes };
}

function documentOf(text: string): Foreign {
  let document: unknown;
  try {
    document = parse(text) as unknown;
  } catch (error) {
    throw new ConfigError([`it is not YAML: ${(error as Error).message.split('\n')[0]}`]);
  }
  const found = isObject(document) ? document : {};
  // Of a ConfigMap, what it holds.
  const inner = isObject(found.data) ? found.data['config.yaml'] : undefined;
  if (typeof inner === 'string') {
    return documentOf(inner);
  }
  if (!('route' in found) || !Array.isArray(found.receivers)) {
    throw new ConfigError([
      'it is no configuration of kubernetes-event-exporter (that has `route` and `receivers`; a configuration of the first LokiEventCollector needs no conversion)',
    ]);
  }
  return found;
}

function general(foreign: Foreign, notes: string[]): Record<string, unknown> {
  noteUnused(foreign, notes);
  const { logLevel, clusterName, namespace, leaderElection, kubeconfig } = foreign;
  const elects = isObject(leaderElection) && leaderElection.enabled === true;
  return {
    ...(logLevel !== undefined && { log: logLevel }),
    ...(clusterName !== undefined && { cluster: clusterName }),
    ...(kubeconfig !== undefined && { kubernetes: { kubeconfig } }),
    ...(namespace !== undefined && { filters: { namespaces: [namespace] } }),
    ...(elects && { leaderElection: { enabled: true } }),
  };
}

const KNOWN = ['logLevel', 'clusterName', 'namespace', 'leaderElection', 'kubeconfig', 'route', 'receivers'];

function noteUnused(foreign: Foreign, notes: string[]): void {
  for (const name of Object.keys(foreign).filter((setting) => !KNOWN.includes(setting))) {
    notes.push(`${name}: left out: ${NOT_NEEDED[name] ?? 'not known'}`);
  }
  const { leaderElection } = foreign;
  if (isObject(leaderElection) && leaderElection.leaderElectionID !== undefined) {
    notes.push(
      'leaderElection.leaderElectionID: left out: the Lease is loki-event-collector (to rename it, set ' +
        'leaderElection.leaseName, and the name in the Role)'
    );
  }
}
