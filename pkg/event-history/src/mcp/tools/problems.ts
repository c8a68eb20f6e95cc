import { jsonOf, sentenceOf } from '@kubernetes-events/problems';
import { en } from '@kubernetes-events/problems/en';
import * as z from 'zod';
import { describedIn, problemsIn, PROBLEMS_SINCE, wantedBy } from '../../commands/problems.ts';
import { type RankedProblem } from '../../problems/table.ts';
import { describedJson } from '../../problems/json.ts';
import { scopeOf } from '../../problems/scope.ts';
import { lokiStore } from '../../problems/store.ts';
import { objectIfNamed } from '../../select/about.ts';
import { listed, lookedAt, rfc3339 } from '../answer.ts';
import { limitOf, namespaceOf, SCOPE, tool, withCall } from '../tool.ts';

const DESCRIBED = 5;
const NAMES = 30;

export const listProblems = tool({
  name: 'list_problems',
  title: 'List problems',
  description:
    'What is broken in the cluster: failure modes of workloads, nodes, claims, jobs and more, the most urgent first, each with state, start, occurrences, last death of a container and last change before it. Call this first. describe_problem shows one in full.',
  input: z.strictObject({
    ...SCOPE,
    workload: z
      .string()
      .optional()
      .describe('Only problems of this workload: deployment/web, statefulset/db, node/n3.'),
    limit: limitOf('problems', 10, 50),
  }),
  run: (args, server) =>
    withCall(server, args, PROBLEMS_SINCE, async (call) => {
      const object = await objectIfNamed(args.workload, 'workload', call.storedKinds);
      const scope = scopeOf(
        call,
        {
          namespace: object ? namespaceOf(object, call, server) : call.about,
          workload: object && `${object.kind}/${object.name}`,
        },
        call.nowMs
      );
      const notes: string[] = [];
      const all = await problemsIn(call, scope, { progress: () => undefined, notify: (text) => notes.push(text) });
      const { items, counts } = listed(all, { limit: args.limit, which: 'the most urgent' });
      const [newest] = all.length > 0 ? [] : await lokiStore(call.loki).list(scope.query, scope.span, 'newest', 1);
      return {
        lookedAt: lookedAt(scope),
        ...counts,
        ...(notes.length > 0 && { notes }),
        problems: items.map(summary),
        ...(all.length === 0 && {
          newestEvent: newest ? rfc3339(newest.timeMs) : null,
          conclusion: newest
            ? 'Nothing is broken as far as the events say.'
            : 'Nothing is known: Loki has no events there. Check namespace, cluster and time range.',
        }),
      };
    }),
});

/** Without the evidence, which is long. */
function summary({ problem, rank }: RankedProblem): object {
  const { evidence: _, ...json } = jsonOf(problem, rank);
  return { ...json, sentence: sentenceOf(problem, en) };
}

export const describeProblem = tool({
  name: 'describe_problem',
  title: 'Describe a problem',
  description:
    'Everything about the problems of one workload: how its containers die with their last words, what changed before it started and how long before, trouble of its nodes, pods, nodes, workloads that fail together with it, and commands to check next. Evidence is what happened near the start, not a proven cause.',
  input: z.strictObject({
    ...SCOPE,
    name: z
      .string()
      .min(1)
      .describe(
        'A workload (web or deployment/web), node/n3, a pod, or the rank that list_problems gave with the same arguments (1).'
      ),
  }),
  run: (args, server) =>
    withCall(server, args, PROBLEMS_SINCE, async (call) => {
      const { wanted, namespaced } = await wantedBy(args.name, call);
      const object = 'rank' in wanted ? undefined : { kind: '', ...wanted, namespaced };
      const namespace = object ? namespaceOf(object, call, server) : call.about;
      const scope = scopeOf(call, { namespace }, call.nowMs);
      const found = await describedIn(call, scope, wanted);
      const { items, counts } = listed(found, { limit: DESCRIBED, which: 'the most urgent' });
      return { lookedAt: lookedAt(scope), ...counts, problems: items.map(described) };
    }),
});

/** `pods` has their number. */
function described(one: RankedProblem): object {
  const { podNames, ...json } = describedJson(one);
  return { ...json, podNames: podNames.slice(0, NAMES) };
}
