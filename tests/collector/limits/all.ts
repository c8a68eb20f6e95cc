/**
 * `node tests/collector/limits/all.ts`: delivers 3,000 events that wait to tenants with every pair and triple of limits,
 * and prints what was lost, kept twice, and how long it took. Exit code 1 unless both are 0 everywhere.
 */
import { deliverAll, PAIRS, table, TRIPLES } from './matrix.ts';

const results = await deliverAll([...PAIRS, ...TRIPLES], ({ limits, lost, twice, seconds, dropped }) =>
  console.error(`${limits.join(', ')}: lost ${lost}, twice ${twice}, ${seconds.toFixed(1)} s ${dropped[0] ?? ''}`)
);
console.log(table(results));
process.exitCode = results.every(({ lost, twice }) => lost === 0 && twice === 0) ? 0 : 1;
