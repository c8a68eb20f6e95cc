import { type Failure } from '../kubernetes/failure.ts';
import { type ObjectsApi } from '../kubernetes/objects-api.ts';
import { type ResourceApi } from '../kubernetes/resource-api.ts';
import { listing, type Output } from '../watch/state.ts';
import { watch, type WatchReport } from '../watch/watcher.ts';
import { type Objects } from './objects.ts';
import { type FollowReport } from './report.ts';

/** How a resource is followed. */
export interface Following {
  objects: Objects;
  api: ObjectsApi;
  events: Pick<ResourceApi, 'newest'>;
  /** Versions to list at: the first that the server still has; otherwise the newest. */
  wanted: readonly number[];
  report: FollowReport;
}

/** Keeps the objects as they are on the API server, until the signal fires, with the events' own watch. */
export function follow(following: Following, signal: AbortSignal): Promise<void> {
  const { objects, report } = following;
  const watchReport: WatchReport = {
    entered(state, from) {
      if (state.name === 'listed' && from.name === 'listing') {
        objects.endList(Number(state.version));
        report.listed(objects);
        report.changed(objects);
      }
    },
    failed(failure, retryMs) {
      objects.readable &&= failure.kind !== 'forbidden' && failure.kind !== 'not found';
      report.failed(failure, retryMs);
      report.changed(objects);
    },
    contact() {
      objects.readable = true;
    },
    waiting: () => undefined,
  };
  const take = (outputs: readonly Output[]): undefined => {
    outputs.forEach((output) => apply(objects, output));
    report.changed(objects);
  };
  return watch(listing('backfill'), keepingLists(following), watchReport, take, signal);
}

/** Lists go into the objects page by page, so that the watch collects none of their items. */
function keepingLists(following: Following): ResourceApi {
  const { objects, api, wanted } = following;
  let versions = [...wanted];
  return {
    newest: () => api.newest(),
    watch: (version) => api.watch(version),
    async list({ page }) {
      const failure = objects.comparable === undefined && (await compareVersions(following));
      if (failure) {
        return { ok: false, failure };
      }
      if (!page) {
        objects.beginList();
      }
      const exact = objects.comparable ? versions : [];
      let answer = await api.list({ page, at: exact[0]?.toString() });
      while (!answer.ok && answer.failure.kind === 'gone' && exact.shift()) {
        answer = await api.list({ at: exact[0]?.toString() });
      }
      if (!answer.ok) {
        return answer;
      }
      versions = [];
      answer.value.items.forEach(({ metadata }) => metadata && objects.put(metadata));
      return { ok: true, value: { ...answer.value, items: [], unreadable: [], bytes: 0 } };
    },
  };
}

function apply(objects: Objects, output: Output): void {
  if (output.kind === 'deleted') {
    objects.remove(output.event.metadata ?? {});
  } else if (output.kind === 'revision') {
    objects.put(output.event.metadata ?? {});
  }
  // Parts of a list have versions of their own: the end of the list counts.
  if ('position' in output && output.position && !output.position.parts) {
    objects.version = Math.max(objects.version, Number(output.position.version));
  }
}

/**
 * Finds out whether one counter counts the versions of the resource and of the events: then one that is read between two
 * of the events' lies between them. A large cluster may keep its events in an etcd of their own
 * (`--etcd-servers-overrides`).
 */
async function compareVersions({ objects, api, events }: Following): Promise<Failure | undefined> {
  const versions: number[] = [];
  for (const asked of [events, api, events]) {
    const newest = await asked.newest();
    if (!newest.ok) {
      // Missing rights on events are reported by their own watch.
      return asked === api ? newest.failure : { ...newest.failure, kind: 'server' };
    }
    versions.push(Number(newest.value));
  }
  objects.comparable = versions.every((version, at) => at === 0 || versions[at - 1]! <= version);
  return undefined;
}
