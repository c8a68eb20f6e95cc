import { ALL_NAMESPACES, scopeOf } from '../checkpoint/position.ts';
import { type Failure } from '../kubernetes/failure.ts';
import { objectsApi } from '../kubernetes/objects-api.ts';
import { readResource, ruleFor } from '../kubernetes/resource.ts';
import { type ApiServer } from '../kubernetes/server.ts';
import { BOOKMARKED } from '../kubernetes/stream.ts';
import { type Log } from '../telemetry/log.ts';
import { type Metrics } from '../telemetry/metrics.ts';
import { type Status, watchStatus } from '../telemetry/status.ts';
import { type WatchReport } from '../watch/watcher.ts';
import { Namespaces } from './namespaces.ts';

interface Parts {
  server: ApiServer;
  log: Log;
  metrics: Metrics;
  status: Status;
}

const NAMESPACES = readResource('v1/namespaces');
const SCOPE = scopeOf(NAMESPACES.plural, ALL_NAMESPACES);

/** The namespaces' labels of these names, and the watch that keeps them up to date. */
export function watchNamespaces(
  parts: Parts,
  names: readonly string[],
  signal: AbortSignal
): { namespaces: Namespaces; watching: Promise<void> } {
  const { workload } = parts.metrics;
  const { plural: resource } = NAMESPACES;
  const cost = {
    asked: (verb: string) => workload.requests.inc({ resource, verb }),
    received: (bytes: number) => workload.receivedBytes.inc({ resource }, bytes),
  };
  const api = objectsApi(parts.server, NAMESPACES, ALL_NAMESPACES, BOOKMARKED, cost, signal);
  const namespaces = new Namespaces(api, names);
  return { namespaces, watching: namespaces.run(report(parts), signal) };
}

function report({ log, metrics, status }: Parts): WatchReport {
  // While it succeeds, its silence means nothing: bookmarks come once a minute.
  const watching = watchStatus(SCOPE, status, true);
  let failing: Failure['kind'] | undefined;
  return {
    entered(state) {
      watching.state = state.name;
      if (state.name === 'listing') {
        metrics.objects.lists.inc({ resource: NAMESPACES.plural, why: state.why });
      }
    },
    failed({ stage, kind, message, status: code }, retryMs) {
      metrics.objects.failures.inc({ resource: NAMESPACES.plural, kind });
      watching.failure = `${stage}: ${message}`;
      watching.optional = false;
      const details = { kind, status: code, error: message, retrySeconds: Math.round(retryMs) / 1000 };
      if (kind === failing || kind === 'aborted' || (kind === 'gone' && retryMs === 0)) {
        log.debug(details, 'namespaces: failed');
      } else {
        const rule = ruleFor(NAMESPACES, 'list', 'watch');
        const advice =
          kind === 'forbidden'
            ? `forbidden: needs the rule ${rule} in a ClusterRole, waiting with events until their labels can be read`
            : 'cannot be read, retrying';
        log.warn(details, `namespaces: ${advice}`);
        failing = kind;
      }
    },
    contact() {
      watching.contactMs = performance.now();
      watching.failure = undefined;
      watching.optional = true;
      if (failing) {
        log.info('namespaces: can be read now');
        failing = undefined;
      }
    },
    waiting: () => undefined,
  };
}
