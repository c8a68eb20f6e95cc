import { Command } from 'commander';
import { complete, completionScript, type Shell, SHELLS } from '../commands/completion.ts';
import { describe, type DescribeFlags } from '../commands/describe.ts';
import { events } from '../commands/events.ts';
import { explain, type ExplainFlags } from '../commands/explain.ts';
import { get, type ListFlags } from '../commands/get.ts';
import { mcp } from '../mcp/command.ts';
import { type CommonFlags } from '../commands/session.ts';
import { type Terminal } from '../commands/terminal.ts';
import { VERSION } from '../version.ts';
import {
  accessFlags,
  namespaceFlags,
  outputFlags,
  outputOption,
  pageFlags,
  rangeFlags,
  selectionFlags,
} from './flags.ts';
import { problemsCommands } from './problems.ts';

const AFTER = `
Examples:
  kubectl event-history get -n shop --since 7d --types Warning
  kubectl event-history get -A --field-selector reason=OOMKilled --sort-by .lastTimestamp
  kubectl event-history get -n shop --workload deployment/web --from 18:25
  kubectl event-history get -A --field-selector reason=NodeNotReady
  kubectl event-history describe deployment web
  kubectl event-history problems -A
  kubectl event-history problems describe web
  kubectl event-history explain BackOff
  kubectl event-history explain Error --exit-code 139

Exit codes: 0 on success, 1 on an error. Environment: LOKI_ADDR and other variables of logcli, see docs/event-history.md.`;

/** The command line: commands and flags. */
export function program(terminal: Terminal): Command {
  const root = new Command('kubectl event-history')
    .description('list Kubernetes events from Loki, long after the API server has deleted them')
    .addHelpText('after', AFTER)
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({ outputError: (text) => terminal.notify(kubectlWords(text.trimEnd(), root.args[0])) });
  listing(root.command('get', { isDefault: true }))
    .description('list events like `kubectl get events`')
    .option('--sort-by <path>', 'JSONPath expression to sort by: .lastTimestamp')
    .option('--show-labels', "show the events' labels in the last column")
    .action((flags: ListFlags) => get(flags, terminal));
  listing(root.command('events'))
    .description('list events by time like `kubectl events`')
    .action((flags: ListFlags) => events(flags, terminal));
  accessFlags(pageFlags(rangeFlags(root.command('describe'))))
    .description('show the events of an object, like `kubectl describe`, and of the objects that belong to it')
    .argument('<type>', 'pod, deploy, node, …, or pod/web-1')
    .argument('[name]')
    .option('--uid <uid>', 'only the object with this UID, of several that had the name')
    .action((type: string, name: string | undefined, flags: DescribeFlags) => describe(type, name, flags, terminal));
  problemsCommands(root, terminal);
  accessFlags(namespaceFlags(root.command('mcp')))
    .description('serve the Model Context Protocol on stdin and stdout, so that an AI assistant can ask about events')
    .action((flags: CommonFlags) => mcp(flags, terminal));
  root
    .command('explain')
    .description('show what a reason means, its usual causes, and what to check')
    .argument('<reason>', 'BackOff, FailedScheduling, …')
    .option('--component <name>', 'component that reported the event')
    .option('--kind <kind>', 'kind of the involved object')
    .option('--message <text>', "the event's message")
    .option('--exit-code <code>', 'exit code of the container, to show what it means')
    .option('--lang <language>', 'en or zh-Hans (default: from LANG)')
    .addOption(outputOption(['json']))
    .action((reason: string, flags: ExplainFlags) => explain(reason, flags, terminal));
  completionCommands(root, terminal);
  return root;
}

function listing(command: Command): Command {
  return accessFlags(outputFlags(selectionFlags(pageFlags(rangeFlags(command.allowExcessArguments(false))))));
}

function completionCommands(root: Command, terminal: Terminal): void {
  root
    .command('completion')
    .description(`print a completion script for ${SHELLS.join(', ')}`)
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

/** Errors about flags in kubectl's words. */
function kubectlWords(text: string, command = 'get'): string {
  const words = text
    .replace(/^error: unknown option '(.*)'/, 'error: unknown flag: $1')
    .replace(
      /^error: too many arguments for 'problems'\. .*: (.*)\.$/,
      'error: problems takes no "$1": use problems describe $1'
    )
    .replace(/^error: option '(?:-\w, )?(--[\w-]+)[^']*' argument missing/, 'error: flag needs an argument: $1');
  return `${words}\nSee 'kubectl event-history ${command} --help' for usage.`;
}
