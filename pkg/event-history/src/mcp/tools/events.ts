import { text } from '@kubernetes-events/event';
import * as z from 'zod';
import { DEFAULT_SINCE } from '../../access/time-range.ts';
import { type StoredEvent } from '../../events/stored-event.ts';
import { type NamedObject, objectIfNamed, objectNamed, ownsOthers } from '../../select/about.ts';
import { sourceOf } from '../../print/event-table.ts';
import { scopeOf } from '../../problems/scope.ts';
import { compare } from '../../events/compare.ts';
import { listed, lookedAt, rfc3339 } from '../answer.ts';
import { type Call, limitOf, namespaceOf, SCOPE, tool, withCall } from '../tool.ts';
import { changesIn } from './changes.ts';

/** As many events are read at most, to say how many there are. */
const MOST_READ = 2000;

const OBJECT = 'TYPE/NAME as in kubectl: pod/web-1, deployment/web, node/n3';

export const listEvents = tool({
  name: 'list_events',
  title: 'List events',
  description:
    'Kubernetes Events of any time, the newest first, with how containers ended (exit code, last words) and what changed in workloads, which Kubernetes has no events of. Each event is there once, in its newest revision.',
  input: z.strictObject({
    ...SCOPE,
    object: z.string().optional().describe(`Only events about this object: ${OBJECT}.`),
    workload: z
      .string()
      .optional()
      .describe('Only events about this workload and the objects that belong to it, such as its pods: deployment/web.'),
    type: z.enum(['Normal', 'Warning']).optional().describe('Only events of this type.'),
    reason: z.string().optional().describe('Only events with exactly this reason: OOMKilled, BackOff, NewRevision.'),
    limit: limitOf('events', 50, 200),
  }),
  run: (args, server) =>
    withCall({ ...server, flags: { ...server.flags, limit: MOST_READ } }, args, DEFAULT_SINCE, async (call) => {
      const [about, workload] = [
        await objectIfNamed(args.object, 'object', call.storedKinds),
        await objectIfNamed(args.workload, 'workload', call.storedKinds),
      ];
      const object = about ?? workload;
      const namespace = object ? namespaceOf(object, call, server) : call.about;
      const events = await call.fetch({
        namespace,
        cluster: call.settings.cluster,
        types: args.type ? [args.type.toLowerCase()] : [],
        fieldSelector: args.reason === undefined ? [] : [{ field: 'reason', value: args.reason, exclude: false }],
        about,
        workload,
      });
      const { items, counts } = listed(newestFirst(events), {
        limit: args.limit,
        partly: events.length === MOST_READ,
        which: 'the newest',
      });
      const scope = scopeOf(call, { namespace }, call.nowMs);
      return { lookedAt: lookedAt(scope), ...counts, events: items.map(eventJson) };
    }),
});

export const objectStory = tool({
  name: 'object_story',
  title: 'Story of an object',
  description:
    "What happened to one object and the objects that belong to it, the oldest first: a Deployment's revisions, scaling, pods, back-offs and deaths, or a pod's life. For a pod it names the workload and that workload's changes.",
  input: z.strictObject({
    ...SCOPE,
    object: z.string().describe(`The object: ${OBJECT}.`),
    limit: limitOf('events', 60, 200),
  }),
  run: (args, server) =>
    withCall({ ...server, flags: { ...server.flags, limit: MOST_READ } }, args, DEFAULT_SINCE, async (call) => {
      const object = await objectNamed(args.object, 'object', call.storedKinds);
      const namespace = namespaceOf(object, call, server);
      const events = newestFirst(await eventsOf(object, namespace, call));
      const { items, counts } = listed(events, {
        limit: args.limit,
        partly: events.length === MOST_READ,
        which: 'the newest',
      });
      const workload = events.find((one) => one.workload !== '')?.workload;
      const itself = `${object.kind}/${object.name}`;
      return {
        object: itself,
        lookedAt: lookedAt(scopeOf(call, { namespace }, call.nowMs)),
        ...counts,
        story: items.toReversed().map(eventJson),
        nodes: unique(events.map(({ event }) => text(event.source?.host))),
        ...(workload &&
          workload !== itself && {
            workload,
            changesOfWorkload: await changesNear(call, { namespace, workload }),
          }),
        ...livesOf(events, object),
      };
    }),
});

function eventsOf(
  { kind, name, group }: NamedObject,
  namespace: string | undefined,
  call: Call
): Promise<StoredEvent[]> {
  const object = { kind, name, group };
  return call.fetch({
    namespace,
    cluster: call.settings.cluster,
    types: [],
    fieldSelector: [],
    ...(ownsOthers(kind) ? { workload: object } : { about: object }),
  });
}

const CHANGES = 5;

async function changesNear(call: Call, where: { namespace?: string; workload: string }): Promise<object[]> {
  return (await changesIn(call, scopeOf(call, where, call.nowMs))).slice(0, CHANGES);
}

/** An object may have been deleted and created again with the same name. */
function livesOf(events: readonly StoredEvent[], { kind, name }: NamedObject): { uids?: string[] } {
  const own = events.filter(({ event: { involvedObject: one } }) => one?.kind === kind && one.name === name);
  const uids = unique(own.map(({ event }) => text(event.involvedObject?.uid)));
  return uids.length > 1 ? { uids } : {};
}

const unique = (values: readonly string[]): string[] => [...new Set(values.filter(Boolean))].sort();

const newestFirst = (events: readonly StoredEvent[]): StoredEvent[] =>
  events.toSorted((a, b) => compare(b.timestampNs, a.timestampNs));

function eventJson({ event, timestampNs, workload, cluster }: StoredEvent): object {
  const { involvedObject: object, series, count, type, reason, message, metadata } = event;
  return {
    time: rfc3339(Number(timestampNs / 1_000_000n)),
    type: text(type),
    reason: text(reason),
    object: `${text(object?.kind)}/${text(object?.name)}`,
    namespace: text(metadata?.namespace),
    ...(workload && { workload }),
    ...(cluster && { cluster }),
    occurrences: series?.count ?? count ?? 1,
    from: sourceOf(event),
    message: text(message).trim(),
  };
}
