import { type Scope } from '../checkpoint/position.ts';
import { type Failure } from '../kubernetes/failure.ts';
import { type Cost } from '../kubernetes/resource-api.ts';
import { type Resource } from '../kubernetes/resource.ts';
import { type Log } from '../telemetry/log.ts';
import { type Metrics } from '../telemetry/metrics.ts';
import { type FollowReport } from './follow.ts';
import { type Objects } from './objects.ts';
import { type WorkloadReport } from './workloads.ts';

/** What a resource's watch costs, in metrics. */
export function costOf({ plural }: Resource, { workload }: Metrics): Cost {
  return {
    asked: (verb) => workload.requests.inc({ resource: plural, verb }),
    received: (bytes) => workload.receivedBytes.inc({ resource: plural }, bytes),
  };
}

/** The workloads of a scope in logs (a line a change, not an attempt) and metrics. */
export function reportWorkloads(
  scope: Scope,
  resources: ReadonlyMap<string, Resource>,
  { workload }: Metrics,
  log: Log
): WorkloadReport {
  return {
    of: (key) => reportFollowing(scope, resources.get(key)!, workload, log),
    resolved: (name) => workload.resolved.inc(1, name ? 'known' : 'none'),
    waited(ms, unsure) {
      workload.waitSeconds.inc(ms / 1000);
      workload.unsure.inc(unsure);
    },
  };
}

function reportFollowing(scope: Scope, resource: Resource, metrics: Metrics['workload'], log: Log): FollowReport {
  const { plural } = resource;
  let failing: Failure['kind'] | undefined;
  let full = false;
  const counted = { objects: 0, past: 0, overflow: 0 };

  /** Shared with the other scopes: what has changed is added. */
  function count({ size, pastSize, overflow }: Objects): void {
    const now = { objects: size, past: pastSize, overflow };
    for (const name of ['objects', 'past', 'overflow'] as const) {
      if (now[name] !== counted[name]) {
        metrics[name].inc({ resource: plural }, now[name] - counted[name]);
        counted[name] = now[name];
      }
    }
  }

  return {
    failed({ kind, message, status }, retryMs) {
      metrics.failures.inc({ resource: plural, kind });
      const details = {
        scope,
        resource: plural,
        kind,
        status,
        error: message,
        retrySeconds: Math.round(retryMs / 1000),
      };
      const advice = adviceOn(kind, resource);
      if (advice && kind !== failing) {
        log.warn(details, `workload: ${advice}, continuing without ${plural}`);
        failing = kind;
      } else {
        log.debug(details, 'workload: failed, retrying');
      }
    },
    listed(objects) {
      const { size, version, oneCounter } = objects;
      metrics.lists.inc({ resource: plural });
      log.debug({ scope, resource: plural, objects: size, version }, 'workload: listed');
      if (failing) {
        log.info({ scope, resource: plural }, 'workload: can be read now');
        failing = undefined;
      }
      if (oneCounter === false) {
        log.warn(
          { scope, resource: plural },
          'workload: events have resource versions of their own, as with a separate etcd, so that an event that is ' +
            'pushed again after a takeover may get another workload'
        );
      }
    },
    changed(objects) {
      count(objects);
      if (objects.overflow > 0 && !full) {
        log.warn(
          { resource: plural, objects: objects.size },
          'workload: workload.maxObjects is reached, reading further objects one by one'
        );
      }
      full = objects.overflow > 0;
    },
  };
}

function adviceOn(kind: Failure['kind'], { plural, group }: Resource): string | undefined {
  switch (kind) {
    case 'forbidden':
      return `forbidden: needs the rule {"apiGroups":["${group}"],"resources":["${plural}"],"verbs":["list","watch"]}`;
    case 'not found':
      return `the API server has no ${plural}${group ? ` in ${group}` : ''} (remove it from workload.resources)`;
    case 'protocol':
      return 'the answer of the API server cannot be read';
    default:
      return undefined;
  }
}
