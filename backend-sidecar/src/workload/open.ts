import { type Scope } from '../checkpoint/position.ts';
import { type Config } from '../config/schema.ts';
import { type ObjectsApi, objectsApi } from '../kubernetes/objects-api.ts';
import { readResource, type Resource } from '../kubernetes/resource.ts';
import { type ApiServer } from '../kubernetes/server.ts';
import { BOOKMARKED } from '../kubernetes/stream.ts';
import { type Log } from '../telemetry/log.ts';
import { type Metrics } from '../telemetry/metrics.ts';
import { costOf, reportWorkloads } from './report.ts';
import { Workloads } from './workloads.ts';

interface Parts {
  config: Config;
  server: ApiServer;
  log: Log;
  metrics: Metrics;
}

/** The workloads of each scope, which share the room for objects; undefined where they are switched off. */
export function workloadsOf({ config, server, log, metrics }: Parts, signal: AbortSignal) {
  const { enabled, resources, maxObjects } = config.workload;
  if (!enabled) {
    return () => undefined;
  }
  const room = { left: maxObjects };
  const known = new Map(resources.map(readResource).map((resource) => [resource.key, resource]));
  return (scope: Scope): Workloads => {
    const apiOf = (resource: Resource): ObjectsApi =>
      objectsApi(server, resource, scope, BOOKMARKED, costOf(resource, metrics), signal);
    const apis = new Map([...known].map(([key, resource]) => [key, apiOf(resource)]));
    return new Workloads(apis, room, reportWorkloads(scope, known, metrics, log), config.objectLabels);
  };
}
