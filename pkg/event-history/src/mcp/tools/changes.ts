import { OWN_COMPONENT } from '@kubernetes-events/event';
import { changeOf } from '@kubernetes-events/problems';
import { including } from '@kubernetes-events/logql';
import * as z from 'zod';
import { DEFAULT_SINCE } from '../../access/time-range.ts';
import { type Scope, scopeOf } from '../../problems/scope.ts';
import { lokiStore } from '../../problems/store.ts';
import { objectIfNamed } from '../../select/about.ts';
import { listed, lookedAt, rfc3339 } from '../answer.ts';
import { type Call, limitOf, SCOPE, tool, withCall } from '../tool.ts';

/** As many changes are read at most, to say how many there are. */
const MOST_READ = 1000;

export const recentChanges = tool({
  name: 'recent_changes',
  title: 'Recent changes',
  description:
    'What changed in Deployments, StatefulSets and DaemonSets, the newest first: each new revision with the difference to the one before (image, limits, names of environment variables, …), who made it, and rollbacks. Values that may be secret are never in it.',
  input: z.strictObject({
    ...SCOPE,
    workload: z.string().optional().describe('Only changes of this workload: deployment/web.'),
    limit: limitOf('changes', 20, 100),
  }),
  run: (args, server) =>
    withCall(server, args, DEFAULT_SINCE, async (call) => {
      const object = await objectIfNamed(args.workload, 'workload', call.storedKinds);
      const workload = object && `${object.kind}/${object.name}`;
      const scope = scopeOf(call, { namespace: call.about, workload }, call.nowMs);
      const all = await changesIn(call, scope);
      const partly = all.length === MOST_READ;
      const { items, counts } = listed(all, { limit: args.limit, partly, which: 'the newest' });
      return { lookedAt: lookedAt(scope), ...counts, changes: items };
    }),
});

/** The changes of a scope, the newest first. */
export async function changesIn({ loki }: Pick<Call, 'loki'>, { query, span }: Scope): Promise<object[]> {
  const filters = [
    ...(query.filters ?? []),
    including('component', OWN_COMPONENT),
    { field: 'revision', values: [''], exclude: true },
  ];
  const records = await lokiStore(loki).list({ ...query, filters }, span, 'newest', MOST_READ);
  return records.flatMap((record) => {
    const change = changeOf(record);
    const { cluster, namespace, kind, name, reason, message } = record;
    return change
      ? [
          {
            time: rfc3339(change.atMs),
            ...(cluster && { cluster }),
            namespace,
            workload: `${kind}/${name}`,
            revision: change.revision,
            changed: change.changed,
            by: change.by,
            rollback: reason === 'RolledBack',
            text: message,
          },
        ]
      : [];
  });
}
