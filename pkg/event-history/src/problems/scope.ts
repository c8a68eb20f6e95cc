import { baseMatchers, type EventQuery, type Filter, including } from '@kubernetes-events/logql';
import { type Span } from '@kubernetes-events/problems';
import { type Settings } from '../access/settings.ts';
import { type TimeRange } from '../access/time-range.ts';
import { Failure } from '../loki/failure.ts';
import { localTime } from '../print/local-time.ts';

/** Which events are looked at. */
export interface Scope {
  query: EventQuery;
  span: Span;
  /** All namespaces if undefined. */
  namespace?: string;
  cluster?: string;
  /** `Kind/name` */
  workload?: string;
}

const NANOS_A_MS = 1_000_000n;

/** What settings and a time range, and a namespace and a workload, select. @throws {Failure} if its range has not begun */
export function scopeOf(
  { settings, range }: { settings: Settings; range: TimeRange },
  { namespace, workload }: Pick<Scope, 'namespace' | 'workload'>,
  nowMs: number
): Scope {
  const { cluster, streams } = settings;
  const span = { from: Number(range.startNs / NANOS_A_MS), to: Math.min(Number(range.endNs / NANOS_A_MS), nowMs) };
  if (span.from >= span.to) {
    throw new Failure(`the time range starts in the future, at ${localTime(span.from)}: choose an earlier --from`);
  }
  const filters = Object.entries({ _namespace: namespace, cluster, workload }).flatMap(([field, value]): Filter[] =>
    value === undefined ? [] : [including(field, value)]
  );
  return { query: { base: baseMatchers(streams), filters }, span, namespace, cluster, workload };
}

/** `namespace shop`, `workload Deployment/web in all namespaces of cluster eu` */
export function placeWords({ namespace, cluster, workload }: Scope): string {
  return [
    ...(workload ? [`workload ${workload} in`] : []),
    namespace === undefined ? 'all namespaces' : `namespace ${namespace}`,
    ...(cluster === undefined ? [] : [`of cluster ${cluster}`]),
  ].join(' ');
}

/** `from 2026-11-26 15:04:05 to 2026-11-26 18:04:05` */
export const rangeWords = ({ span }: Scope): string => `from ${localTime(span.from)} to ${localTime(span.to)}`;
