import { text } from '@kubernetes-events/event';
import { type Page } from '../kubernetes/page.ts';
import { readAsOf, selectionOf } from '../kubernetes/resource-api.ts';
import { type Resource, ruleFor } from '../kubernetes/resource.ts';
import { type ApiServer } from '../kubernetes/server.ts';
import { type Log } from '../telemetry/log.ts';
import { sleep } from '../time/sleep.ts';
import { type Read } from './changes.ts';
import { type Revision } from './revision.ts';

const TIMEOUT_MS = 10_000;
/** An entry waits for what it says. After this many failures, it is recorded without it. */
const ATTEMPTS = 5;
const RETRY_MS = 1_000;
const FINAL = new Set(['forbidden', 'not found', 'aborted']);

/** Reads from the API server. A right that is missing is one warning. */
export function readFrom({ server, log }: { server: ApiServer; log: Log }, revisions: Resource): Read {
  const warned = new Set<string>();

  async function list(
    resource: Resource,
    namespace: string,
    query: Record<string, string>,
    at: string,
    signal: AbortSignal
  ): Promise<Page | undefined> {
    const { path, stages } = selectionOf(resource, namespace);
    const { plural } = resource;
    for (let attempt = 1; attempt <= ATTEMPTS && !signal.aborted; attempt++) {
      const request = { path, query, at, timeoutMs: TIMEOUT_MS };
      const page = await readAsOf(server, { stages, managers: true }, request, signal);
      if (page.ok) {
        return page.value;
      }
      const { kind, message } = page.failure;
      if (kind === 'forbidden' && !warned.has(plural)) {
        warned.add(plural);
        const rule = ruleFor(resource, 'list');
        log.warn({ error: message }, `changes: forbidden: needs the rule ${rule}, continuing without changed_by`);
      }
      if (FINAL.has(kind)) {
        return undefined;
      }
      log.debug({ stage: stages.list, kind, error: message }, 'changes: read failed');
      await sleep(RETRY_MS, signal);
    }
    return undefined;
  }

  return {
    async owner({ resource, namespace, name, uid }, version, signal) {
      const page = await list(resource, namespace, { fieldSelector: `metadata.name=${name}` }, version, signal);
      return page?.items.find(({ metadata }) => metadata?.uid === uid);
    },
    async revisions(namespace, labels, version, signal) {
      const labelSelector = Object.entries(labels)
        .map(([name, value]) => `${name}=${text(value)}`)
        .join(',');
      const page = await list(revisions, namespace, { labelSelector }, version, signal);
      return page?.items as Revision[] | undefined;
    },
  };
}
