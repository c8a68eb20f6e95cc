import { type Command, InvalidArgumentError, Option } from 'commander';
import { SETTING_LIST } from '../access/settings.ts';
import { DEFAULT_SINCE } from '../access/time-range.ts';
import { CHUNK_SIZE } from '../commands/session.ts';

/** The namespace. */
export function namespaceFlags(command: Command): Command {
  return command
    .option('-n, --namespace <namespace>', "namespace (default: that of kubectl's current context)")
    .option('-A, --all-namespaces', 'all namespaces');
}

/** Namespace and time range. */
export function rangeFlags(command: Command, since = DEFAULT_SINCE): Command {
  return namespaceFlags(command)
    .option('--since <duration>', `how far back: 90m, 24h, 7d (default: ${since})`)
    .option(
      '--from <time>',
      'start in local time (18:25, "2026-11-22 18:25", 2026-11-22), in RFC 3339, or how long ago (2h)'
    )
    .option('--to <time>', 'end, in the same formats');
}

/** How much is listed. */
export function limitFlag(command: Command, description: string): Command {
  return command.option('--limit <number>', description, wholeNumber);
}

/** How many events are listed, and how many are read at a time. */
export function pageFlags(command: Command): Command {
  return limitFlag(command, 'print at most this many events, the most recent ones').addOption(
    new Option('--chunk-size <number>', 'read at most this many entries from Loki at a time')
      .default(CHUNK_SIZE)
      .argParser(wholeNumber)
  );
}

/** The filters, as in kubectl. */
export function selectionFlags(command: Command): Command {
  return workloadFlag(command)
    .option('--types <types>', 'only events of these types: Normal,Warning')
    .option('--for <type/name>', 'only events about this object: pod/web-1, deployment.apps/web')
    .option('--only-kubernetes', 'without what the collector records itself: how containers ended, what changed')
    .option('--field-selector <selector>', 'only events with these field values: type!=Normal,reason=BackOff')
    .option('-l, --selector <selector>', 'only events with these labels of their own: app=web,tier in (a,b)');
}

export function workloadFlag(command: Command): Command {
  return command.option('--workload <type/name>', 'only what is about this workload and its objects: deployment/web');
}

/** The output. */
export function outputFlags(command: Command): Command {
  return command
    .option('-o, --output <format>', 'output format: json, yaml, name, wide, jsonpath=…, custom-columns=…')
    .option('--template <template>', 'template for -o jsonpath and -o custom-columns')
    .option('--no-headers', 'do not print headers')
    .option('-w, --watch', 'after listing, watch for more events')
    .option('--watch-only', 'watch for events without listing first');
}

/** The output of a command that has no other formats. */
export const outputOption = (formats: readonly string[]): Option =>
  new Option('-o, --output <format>', 'output format').choices(formats);

/** Access to Loki. */
export function accessFlags(command: Command): Command {
  for (const [name, { flag, env, type }] of SETTING_LIST) {
    const [argument, description] = flag;
    const long = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const option = new Option(`${long}${argument}`, env ? `${description} (${env[0]})` : description);
    command.addOption(type === 'list' ? option.argParser(collect) : option);
  }
  return command
    .option('--config <file>', 'configuration file (KUBECTL_EVENT_HISTORY_CONFIG)')
    .option('--kubeconfig <file>', 'kubeconfig file, for the namespace of its context (KUBECONFIG)')
    .option('--context <name>', 'kubeconfig context to use');
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError('It must be a positive whole number.');
  }
  return number;
}

const collect = (value: string, earlier: string[] = []): string[] => [...earlier, value];
