import { type Scope } from '../checkpoint/position.ts';
import { type Failure } from '../kubernetes/failure.ts';
import { type Cost } from '../kubernetes/resource-api.ts';
import { type Resource, ruleFor } from '../kubernetes/resource.ts';
import { type Log } from '../telemetry/log.ts';
import { type Metrics } from '../telemetry/metrics.ts';
import { type Objects } from './objects.ts';

/** What a resource's watch costs, in metrics. */
export function costOf({ plural }: Resource, { workload }: Metrics): Cost {
  return {
    asked: (verb) => workload.requests.inc({ resource: plural, verb }),
    received: (bytes) => workload.receivedBytes.inc({ resource: plural }, bytes),
  };
}

export type WorkloadReport = ReturnType<typeof reportWorkloads>;
export type FollowReport = ReturnType<typeof reportFollowing>;

/** The workloads of a scope in logs (a line a change, not an attempt) and metrics. */
export function reportWorkloads(
  scope: Scope,
  resources: ReadonlyMap<string, Resource>,
  { workload }: Metrics,
  log: Log
) {
  return {
    of: (key: string) => reportFollowing(scope, resources.get(key)!, workload, log),
    resolved: (name: string) => workload.resolved.inc(1, name ? 'known' : 'none'),
    /** How long events waited, and for how many objects in vain. */
    waited(ms: number, missing: number): void {
      workload.waitSeconds.inc(ms / 1000);
      workload.unsure.inc(missing);
    },
  };
}

function reportFollowing(scope: Scope, resource: Resource, metrics: Metrics['workload'], log: Log) {
  const { plural } = resource;
  let failing: Failure['kind'] | undefined;
  let full = false;
  let counted = 0;

  return {
    failed({ kind, message, status }: Failure, retryMs: number): void {
      metrics.failures.inc({ resource: plural, kind });
      const retrySeconds = Math.round(retryMs / 1000);
      const details = { scope, resource: plural, kind, status, error: message, retrySeconds };
      const advice = adviceOn(kind, resource);
      if (advice && kind !== failing) {
        log.warn(details, `workload: ${advice}, continuing without ${plural}`);
        failing = kind;
      } else {
        log.debug(details, 'workload: failed, retrying');
      }
    },
    /** All objects are known, up to a version. */
    listed({ size, version, comparable }: Objects): void {
      log.debug({ scope, resource: plural, objects: size, version }, 'workload: listed');
      if (failing) {
        log.info({ scope, resource: plural }, 'workload: can be read now');
        failing = undefined;
      }
      if (comparable === false) {
        log.warn(
          { scope, resource: plural },
          'workload: events have resource versions of their own, as with a separate etcd, so that an event that is ' +
            'pushed again after a takeover may get another workload'
        );
      }
    },
    changed({ size, overflowed }: Objects): void {
      // The other scopes count theirs in the same metric.
      metrics.objects.inc({ resource: plural }, size - counted);
      counted = size;
      if (overflowed && !full) {
        log.warn(
          { resource: plural, objects: size },
          'workload: workload.maxObjects is reached, reading further objects one by one'
        );
      }
      full = overflowed;
    },
  };
}

function adviceOn(kind: Failure['kind'], resource: Resource): string | undefined {
  const { plural, group } = resource;
  switch (kind) {
    case 'forbidden':
      return `forbidden: needs the rule ${ruleFor(resource, 'list', 'watch')}`;
    case 'not found':
      return `the API server has no ${plural}${group ? ` in ${group}` : ''} (remove it from workload.resources)`;
    case 'protocol':
      return 'the answer of the API server cannot be read';
    default:
      return undefined;
  }
}
