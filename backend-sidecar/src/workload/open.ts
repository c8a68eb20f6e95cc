import { type Scope } from '../checkpoint/position.ts';
import { type Config } from '../config/schema.ts';
import { objectsApi } from '../kubernetes/objects-api.ts';
import { readResource } from '../kubernetes/resource.ts';
import { type ApiServer } from '../kubernetes/server.ts';
import { type Log } from '../telemetry/log.ts';
import { type Metrics } from '../telemetry/metrics.ts';
import { ObjectLimit } from './objects.ts';
import { costOf, reportWorkloads } from './report.ts';
import { Workloads } from './workloads.ts';

/** A watch of objects has a bookmark each minute: one that says nothing for longer is dead. */
const SILENCE_MS = 90_000;

interface Parts {
  config: Config;
  server: ApiServer;
  log: Log;
  metrics: Metrics;
}

/** The workloads of each scope, sharing their bounds; undefined where they are switched off. */
export function workloadsOf({ config, server, log, metrics }: Parts, signal: AbortSignal) {
  const { enabled, resources, maxObjects } = config.workload;
  if (!enabled) {
    return () => undefined;
  }
  const limit = new ObjectLimit(maxObjects);
  const known = new Map(resources.map(readResource).map((resource) => [resource.key, resource]));
  return (scope: Scope): Workloads => {
    const apis = [...known].map(([key, resource]) => {
      const times = { silenceMs: SILENCE_MS };
      return [key, objectsApi(server, resource, scope, times, costOf(resource, metrics), signal)] as const;
    });
    return new Workloads(new Map(apis), limit, maxObjects, reportWorkloads(scope, known, metrics, log));
  };
}
