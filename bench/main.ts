/**
 * `make bench`: the collector, and others that are named, on a real API server and a real Loki, and queries of events in
 * Loki. Figures of one run compare with each other; those of two runs or machines do not.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { arch, cpus, totalmem } from 'node:os';
import path from 'node:path';
import { createNamespaces } from './events.ts';
import { micro, microTable, type StepResult } from './micro.ts';
import { OptionError, type Options, readOptions, type Scenario, USAGE } from './options.ts';
import { compare, type Result, table } from './results.ts';
import { backlog } from './scenarios/backlog.ts';
import { type Bed } from './scenarios/bed.ts';
import { burst, growth } from './scenarios/burst.ts';
import { latency, screen } from './scenarios/latency.ts';
import { pods } from './scenarios/pods.ts';
import { type Measured, query } from './scenarios/query.ts';
import { queryTables } from './query/tables.ts';
import { withServers } from './servers.ts';
import { collector } from './subject.ts';

/** In the order in which they run: the servers fill up. */
const SCENARIOS: Record<Exclude<Scenario, 'micro' | 'query'>, (bed: Bed) => Promise<void>> = {
  latency,
  screen,
  burst,
  backlog,
  growth,
  pods,
};

async function main(options: Options): Promise<void> {
  const steps = options.scenarios.includes('micro') ? micro(options.quick ? 0.3 : 3) : [];
  if (steps.length > 0) {
    console.log(`${microTable(steps)}\n`);
  }
  const results: Result[] = [];
  const queries: Measured[] = [];
  const scenarios = options.scenarios.filter((scenario) => scenario !== 'micro' && scenario !== 'query');
  try {
    if (scenarios.length > 0) {
      await measure(scenarios, options, results);
    }
    if (options.scenarios.includes('query')) {
      await query({ ...options, report, add: (measured) => queries.push(measured) });
    }
  } finally {
    // Results from before a failure are kept.
    if (results.length > 0) {
      console.log(`\n${table(compare(results))}`);
    }
    if (queries.length > 0) {
      console.log(`\n${queryTables(queries)}`);
    }
    write(options, steps, results, queries);
  }
}

const report = (line: string): void => console.error(line);

async function measure(
  scenarios: ReadonlyArray<keyof typeof SCENARIOS>,
  { rivals, quick, rounds }: Options,
  results: Result[]
): Promise<void> {
  if (!existsSync(path.join(import.meta.dirname, '../backend-sidecar/dist/main.js'))) {
    throw new OptionError('the collector is not built: run `make bench`, or `npm run build:collector` first');
  }
  await withServers(async (stack, folder) => {
    await createNamespaces(stack, 10);
    const subjects = [await collector(stack, folder), ...rivals];
    for (let round = 1; round <= rounds; round++) {
      const bed: Bed = {
        stack,
        folder,
        subjects: round % 2 === 1 ? subjects : subjects.toReversed(),
        quick,
        report: (line) => report(rounds > 1 ? `round ${round}: ${line}` : line),
        add: (result) => results.push({ round, ...result }),
      };
      for (const scenario of scenarios) {
        await SCENARIOS[scenario](bed);
      }
    }
  });
}

function write(options: Options, steps: StepResult[], results: Result[], queries: Measured[]): void {
  const { json, quick, rounds, rivals } = options;
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memoryBytes: totalmem(), arch: arch() };
  const names = rivals.map(({ name, selector }) => ({ name, selector }));
  const document = {
    at: new Date().toISOString(),
    quick,
    rounds,
    machine,
    node: process.version,
    rivals: names,
    micro: steps,
    // JSON has no infinity: what never happened is null.
    comparisons: compare(results),
    results,
    queries,
  };
  writeFileSync(json, `${JSON.stringify(document, null, 2)}\n`);
  console.log(`\nwritten to ${json}`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
  } else {
    await main(options);
  }
} catch (error) {
  console.error(error instanceof OptionError ? `bench: ${error.message}` : error);
  process.exitCode = error instanceof OptionError ? 2 : 1;
}
