import { type Loki } from '../../pkg/event-history/src/loki/loki.ts';
import { lokiStore } from '../../pkg/event-history/src/problems/store.ts';
import { DEFAULT_BASE } from '../../pkg/logql/src/index.ts';
import { allProblems, jsonOf, type ProblemJson } from '../../pkg/problems/src/index.ts';
import { namespaceAt } from './bed.ts';
import { NOISE_NAMESPACES } from './noise.ts';
import { type Expected } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const RANGE_MS = 180 * 60_000;

/** The problems that a person sees who looks at the namespace of the scenario at an index among those without incidents. */
export async function lookAt(loki: Loki, at: number): Promise<ProblemJson[]> {
  const own = SCENARIOS[at]!.nodes ?? [];
  const others = SCENARIOS.flatMap(({ nodes = [] }) => nodes).filter((node) => !own.includes(node));
  const to = Date.now();
  const { problems } = await allProblems({
    store: lokiStore(loki),
    query: {
      base: DEFAULT_BASE,
      filters: [
        { field: '_namespace', values: [namespaceAt(at), ...NOISE_NAMESPACES, 'default'], exclude: false },
        { field: 'name', values: others, exclude: true },
      ],
    },
    span: { from: to - RANGE_MS, to },
  });
  return problems.map((problem, place) => jsonOf(problem, place + 1));
}

/** The problem that is expected, wherever it is in the list. */
export const expectedIn = (found: readonly ProblemJson[], { workload, mode }: Expected): ProblemJson | undefined =>
  found.find((one) => one.workload === workload && one.mode === mode);
