import { type Event, text } from '@kubernetes-events/event';
import { type Page } from '../kubernetes/page.ts';
import { exactly, readAsOf, readPage, selectionOf } from '../kubernetes/resource-api.ts';
import { readResource, type Resource, ruleFor } from '../kubernetes/resource.ts';
import { type ApiServer } from '../kubernetes/server.ts';
import { type Log } from '../telemetry/log.ts';
import { sleep } from '../time/sleep.ts';
import { controllerOf } from '../workload/owner.ts';
import { type Read } from './changes.ts';
import { type ReadConfigMap } from './config-maps.ts';
import { readsConfigMap } from './readers.ts';
import { OWNERS, type Revision, templateOf } from './revision.ts';
import { fieldsOf } from './template.ts';

const TIMEOUT_MS = 10_000;
/** An entry waits for what it says. After this many failures, it is recorded without it. */
const ATTEMPTS = 5;
const RETRY_MS = 1_000;
const FINAL = new Set(['forbidden', 'not found', 'aborted']);

interface Wanted {
  resource: Resource;
  namespace: string;
  query: Record<string, string>;
  /** The version to be shown. */
  at: string;
  /** Not as it is, where the API server no longer knows that version. */
  exact?: boolean;
}

type List = (wanted: Wanted, signal: AbortSignal) => Promise<Page | undefined>;

/** Lists from the API server; undefined where that fails. A right that is missing is one warning. @param without what entries lack then */
function lister({ server, log }: { server: ApiServer; log: Log }, without: string): List {
  const warned = new Set<string>();

  return async ({ resource, namespace, query, at, exact = false }, signal) => {
    const { path, stages } = selectionOf(resource, namespace);
    const { plural } = resource;
    const form = { stages, managers: true };
    for (let attempt = 1; attempt <= ATTEMPTS && !signal.aborted; attempt++) {
      const request = { path, query, timeoutMs: TIMEOUT_MS };
      const page = exact
        ? await readPage(server, form, { ...request, query: { ...query, ...exactly(at) } }, signal)
        : await readAsOf(server, form, { ...request, at }, signal);
      if (page.ok) {
        return page.value;
      }
      const { kind, message } = page.failure;
      if (kind === 'forbidden' && !warned.has(plural)) {
        warned.add(plural);
        const rule = ruleFor(resource, 'list');
        log.warn({ error: message }, `changes: forbidden: needs the rule ${rule}, continuing without ${without}`);
      }
      if (FINAL.has(kind) || (exact && kind === 'gone')) {
        return undefined;
      }
      log.debug({ stage: stages.list, kind, error: message }, 'changes: read failed');
      await sleep(RETRY_MS, signal);
    }
    return undefined;
  };
}

export function readFrom(parts: { server: ApiServer; log: Log }, revisions: Resource): Read {
  const list = lister(parts, 'changed_by');
  return {
    async owner({ resource, namespace, name, uid }, at, signal) {
      const page = await list({ resource, namespace, query: named(name), at }, signal);
      return page?.items.find(({ metadata }) => metadata?.uid === uid);
    },
    async revisions(namespace, labels, at, signal) {
      const labelSelector = Object.entries(labels)
        .map(([name, value]) => `${name}=${text(value)}`)
        .join(',');
      const page = await list({ resource: revisions, namespace, query: { labelSelector }, at }, signal);
      return page?.items as Revision[] | undefined;
    },
  };
}

function named(name: string): Record<string, string> {
  return { fieldSelector: `metadata.name=${name}` };
}

export const CONFIG_MAPS = readResource('v1/configmaps');
const PODS = readResource('v1/pods');

/** As many pods of a namespace are looked at, where no workload reads a ConfigMap. */
const MOST_PODS = 500;

export function readConfigMapFrom(parts: { server: ApiServer; log: Log }): ReadConfigMap {
  const list = lister(parts, 'the workloads that read a ConfigMap');
  return {
    async at({ metadata }, version, signal) {
      const [name, namespace] = [text(metadata?.name), text(metadata?.namespace)];
      const wanted = { resource: CONFIG_MAPS, namespace, query: named(name), at: version, exact: true };
      const page = await list(wanted, signal);
      return page && (page.items.find((each) => each.metadata?.uid === metadata?.uid) ?? null);
    },
    async readers({ metadata }, signal) {
      const [name, namespace, at] = [metadata?.name, metadata?.namespace, metadata?.resourceVersion].map(text) as [
        string,
        string,
        string,
      ];
      const workloads = await Promise.all(
        Object.entries(OWNERS).map(async ([key, resource]) => {
          const page = await list({ resource, namespace, query: {}, at }, signal);
          return page?.items
            .filter((each) => readsConfigMap(fieldsOf(templateOf(each as Revision).spec), name))
            .map((each) => `${key.slice(key.indexOf('/') + 1)}/${text(each.metadata?.name)}`);
        })
      );
      const found = workloads.flatMap((each) => each ?? []);
      if (found.length > 0) {
        return found.toSorted();
      }
      const page = await list({ resource: PODS, namespace, query: { limit: String(MOST_PODS) }, at }, signal);
      const pods = page?.items.filter((pod) => readsConfigMap(fieldsOf((pod as Revision).spec), name));
      return pods && [...new Set(pods.map(ownerOfPod))].toSorted();
    },
  };
}

function ownerOfPod({ metadata }: Event): string {
  const owner = metadata && controllerOf(metadata);
  return owner ? `${owner.kind}/${owner.name}` : `Pod/${text(metadata?.name)}`;
}
