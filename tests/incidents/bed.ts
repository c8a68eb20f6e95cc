import { Bed, until } from '../collector/harness.ts';
import { count } from '../loki/loki.ts';
import { Cluster } from './cluster.ts';
import { makeNoise } from './noise.ts';
import { type Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const LAST = 'LastOfAll';

/** Real servers and a collector, and in Loki the incidents that were made. */
export interface IncidentsBed {
  bed: Bed;
  cluster: Cluster;
  /** When each scenario began, in milliseconds since the epoch. */
  started: ReadonlyMap<string, number>;
  /** Makes the scenario at an index happen. */
  run(at: number): Promise<void>;
  /** Waits until Loki has everything that was written so far. */
  stored(): Promise<void>;
}

/** The namespace of the scenario at an index. */
export const namespaceAt = (at: number): string => `incident-${at}`;

/** The namespace of the scenario with a name. */
export const namespaceOf = (name: string): string => namespaceAt(SCENARIOS.findIndex((one) => one.name === name));

/** Makes scenarios among the noise of a healthy cluster; each has a namespace of its own. */
export async function startIncidents(wanted: (scenario: Scenario) => boolean = () => true): Promise<IncidentsBed> {
  const bed = await Bed.start();
  try {
    const collector = bed.collector();
    for (const resource of ['pods', 'replicasets']) {
      await collector.logged(new RegExp(`"scope":"${resource}/\\*","state":"watching"`));
    }
    const cluster = new Cluster(bed.stack);
    await makeNoise(cluster);
    const started = new Map<string, number>();
    const run = async (at: number) => {
      const scenario = SCENARIOS[at]!;
      await cluster.namespace(namespaceAt(at));
      started.set(scenario.name, Date.now());
      await scenario.run(cluster, namespaceAt(at));
    };
    for (const [at, scenario] of SCENARIOS.entries()) {
      if (wanted(scenario)) {
        await run(at);
      }
    }
    let marks = 0;
    const stored = async () => {
      const reason = `${LAST}${++marks}`;
      await cluster.event(
        { apiVersion: 'v1', kind: 'Namespace', namespace: '', name: 'default' },
        { reason, message: '' }
      );
      const last = `sum(count_over_time({_kind="Namespace"} | reason="${reason}" [1h]))`;
      await until(async () => (await count(bed.stack.lokiUrl, last)) > 0, 60_000);
    };
    await stored();
    return { bed, cluster, started, run, stored };
  } catch (error) {
    await bed.end();
    throw error;
  }
}
