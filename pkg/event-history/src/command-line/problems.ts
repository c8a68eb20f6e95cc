import { type Command } from 'commander';
import {
  DESCRIBED_FORMATS,
  describeProblem,
  type DescribeProblemFlags,
  PROBLEM_FORMATS,
  problems,
  PROBLEMS_SINCE,
  type ProblemsFlags,
} from '../commands/problems.ts';
import { type Terminal } from '../commands/terminal.ts';
import { accessFlags, limitFlag, outputOption, rangeFlags, workloadFlag } from './flags.ts';

const AFTER = `
Examples:
  kubectl event-history problems -A
  kubectl event-history problems -n shop --from 02:30 --to 04:00 -o wide
  kubectl event-history problems describe web
  kubectl event-history problems describe node/n3
  kubectl event-history problems describe 1 -A -o json`;

/** `problems` and `problems describe`. */
export function problemsCommands(root: Command, terminal: Terminal): void {
  const list = root.command('problems').enablePositionalOptions();
  accessFlags(
    limitFlag(workloadFlag(rangeFlags(list, PROBLEMS_SINCE)), 'print at most this many, the most urgent ones')
  )
    .description('show what is broken, since when and what changed before, the most urgent first')
    .addOption(outputOption(PROBLEM_FORMATS))
    .option('--no-headers', 'do not print headers')
    .addHelpText('after', AFTER)
    .action((flags: ProblemsFlags) => problems(flags, terminal));
  accessFlags(rangeFlags(list.command('describe'), PROBLEMS_SINCE))
    .description('show everything about the problems of a workload: how it dies, what changed before, what to check')
    .argument('<name>', 'web, deployment/web, node/n3, a pod, or the rank in the list: 1')
    .addOption(outputOption(DESCRIBED_FORMATS))
    .addHelpText('after', AFTER)
    .action((name: string, flags: DescribeProblemFlags) =>
      // Flags may stand before "describe" as well.
      describeProblem(name, { ...list.opts<DescribeProblemFlags>(), ...flags }, terminal)
    );
}
