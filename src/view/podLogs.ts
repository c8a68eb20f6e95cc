import { type Problem } from '@kubernetes-events/problems';

/** The labels that Alloy and Promtail give the logs of pods. */
export const DEFAULT_LOGS_SELECTOR = '{namespace="{namespace}", pod="{pod}", container="{container}"}';

/** What of a problem its pod's logs are found by. */
export interface LogsOf {
  namespace: string;
  pod: string;
  container: string;
  /** The instant that the lines before are wanted of, in milliseconds. */
  atMs: number;
}

/** The pod whose logs say most: the one that died last, else the one of the newest event. Undefined where it is no pod's. */
export function logsOf({ details }: Problem): LogsOf | undefined {
  const record = details?.death?.record ?? details?.newest;
  if (record?.kind !== 'Pod') {
    return undefined;
  }
  const container = record.labels.container ?? /\{(.+)\}/.exec(record.fieldPath)?.[1] ?? '';
  return { namespace: record.namespace, pod: record.name, container, atMs: record.timeMs };
}

/** The selector with the names filled in; a matcher whose name is not known is left out. */
export function filledSelector(template: string, { namespace, pod, container }: LogsOf): string {
  const values: Record<string, string> = { namespace, pod, container };
  const known = template.replace(/,?\s*[\w.]+\s*=~?\s*"\{(\w+)\}"/g, (matcher, name: string) =>
    values[name] === '' ? '' : matcher
  );
  return known.replace(/\{(namespace|pod|container)\}/g, (_, name: string) =>
    JSON.stringify(values[name]).slice(1, -1)
  );
}
