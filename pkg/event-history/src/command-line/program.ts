import { Command } from 'commander';
import { complete, completionScript, type Shell, SHELLS } from '../commands/completion.ts';
import { describe, type DescribeFlags } from '../commands/describe.ts';
import { events } from '../commands/events.ts';
import { explain, type ExplainFlags } from '../commands/explain.ts';
import { get, type ListFlags } from '../commands/get.ts';
import { type Terminal } from '../commands/terminal.ts';
import { VERSION } from '../version.ts';
import { accessFlags, outputFlags, rangeFlags, selectionFlags } from './flags.ts';

const AFTER = `
Examples:
  kubectl event-history get -n shop --since 7d --types Warning
  kubectl event-history get -A --field-selector reason=OOMKilling --sort-by .lastTimestamp
  kubectl event-history get -n shop --workload deployment/web --from 18:25
  kubectl event-history get -A --field-selector reason=NodeNotReady
  kubectl event-history describe deployment web
  kubectl event-history explain BackOff

Exit codes: 0 done, 1 an error or a wrong flag. Environment: LOKI_ADDR and the others of logcli; see docs/event-history.md.`;

/** The program with its commands. */
export function program(terminal: Terminal): Command {
  const root = new Command('kubectl event-history')
    .description('kubectl get events, but from Loki, beyond the hour')
    .addHelpText('after', AFTER)
    .exitOverride()
    .configureOutput({ outputError: (text) => terminal.tell(kubectlWords(text.trimEnd(), root.args[0])) });
  listing(root.command('get', { isDefault: true }))
    .description('list events, as `kubectl get events` does')
    .option('--sort-by <path>', 'a JSONPath expression to sort by: .lastTimestamp')
    .option('--show-labels', "show the events' labels as the last column")
    .action((flags: ListFlags) => get(flags, terminal));
  listing(root.command('events'))
    .description('list events by when they were seen last, as `kubectl events` does')
    .action((flags: ListFlags) => events(flags, terminal));
  accessFlags(rangeFlags(root.command('describe')))
    .description('the events of one object and of those that belong to it, as `kubectl describe` ends with')
    .argument('<type>', 'pod, deploy, node, …, or pod/web-1')
    .argument('[name]')
    .option('--uid <uid>', 'of the objects that have had the name only this one')
    .action((type: string, name: string | undefined, flags: DescribeFlags) => describe(type, name, flags, terminal));
  root
    .command('explain')
    .description('what a reason means, why it comes, and what to look at')
    .argument('<reason>', 'BackOff, FailedScheduling, …')
    .option('--component <name>', 'who reported it, which tells apart what several mean by it')
    .option('--kind <kind>', 'the kind of object it is about')
    .option('--message <text>', 'what the event said')
    .option('--lang <language>', 'en or zh-Hans (default: by LANG)')
    .option('-o, --output <format>', 'json')
    .action((reason: string, flags: ExplainFlags) => explain(reason, flags, terminal));
  completionCommands(root, terminal);
  return root;
}

function listing(command: Command): Command {
  return accessFlags(outputFlags(selectionFlags(rangeFlags(command.allowExcessArguments(false)))));
}

function completionCommands(root: Command, terminal: Terminal): void {
  root
    .command('completion')
    .description(`a script that makes a shell complete: ${SHELLS.join(', ')}`)
    .argument('<shell>')
    .action((shell: Shell) => terminal.write(completionScript(shell)));
  root
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .action((words: string[]) => terminal.write(complete(root, words)));
  root
    .command('version')
    .description('print the version')
    .action(() => terminal.write(`kubectl event-history ${VERSION}\n`));
}

/** kubectl's own words for a wrong flag, which people know. */
function kubectlWords(text: string, command = 'get'): string {
  const words = text
    .replace(/^error: unknown option '(.*)'/, 'error: unknown flag: $1')
    .replace(/^error: option '(?:-\w, )?(--[\w-]+)[^']*' argument missing/, 'error: flag needs an argument: $1');
  return `${words}\nSee 'kubectl event-history ${command} --help' for usage.`;
}
