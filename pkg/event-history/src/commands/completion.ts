import { FIELD_SELECTOR_FIELDS } from '@kubernetes-events/logql';
import { type Command, type Option } from 'commander';
import { Failure } from '../loki/failure.ts';
import { OUTPUT_FORMATS } from '../print/output.ts';
import { RESOURCE_TYPES } from '../select/resource-types.ts';
import { reasons } from './explain.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** cobra's directives for kubectl and the shell scripts. */
const NO_FILES = 4;
const NO_SPACE = 2;
const FILES = 0;

const TAKES_FILE = /^--(config|kubeconfig|ca-cert|cert|key|.*-file)$/;

const VALUES: Record<string, () => readonly string[]> = {
  '--output': () => OUTPUT_FORMATS,
  '--types': () => ['Normal', 'Warning', 'Normal,Warning'],
  '--for': () => RESOURCE_TYPES.map(({ kind }) => `${kind.toLowerCase()}/`),
  '--workload': () => ['deployment/', 'statefulset/', 'daemonset/', 'cronjob/', 'job/', 'replicaset/'],
  '--field-selector': () => FIELD_SELECTOR_FIELDS.map((field) => `${field}=`),
  '--since': () => ['1h', '6h', '24h', '7d', '30d'],
  '--sort-by': () => ['.lastTimestamp', '.firstTimestamp', '.metadata.creationTimestamp', '.count', '.reason'],
  '--lang': () => ['en', 'zh-Hans'],
};

/** By command, with its parent's name in front. */
const ARGUMENTS: Record<string, () => readonly string[]> = {
  completion: () => SHELLS,
  describe: () => RESOURCE_TYPES.map(({ kind }) => kind.toLowerCase()),
  explain: reasons,
  'problems describe': () => [...VALUES['--workload']!(), 'node/'],
};

/**
 * The candidates for the last of the words, a line each, and a line with a directive: the protocol of kubectl's
 * `kubectl_complete-…` programs.
 *
 * Source: https://kubernetes.io/docs/tasks/extend-kubectl/kubectl-plugins/.
 */
export function complete(root: Command, words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const path = pathOf(root, before);
  // Without a command, the flags are those of the default one.
  const command = path.at(-1) ?? root.commands[0]!;
  const [flag = '', value] =
    last.startsWith('--') && last.includes('=') ? splitFlag(last) : [longFlag(command, before.at(-1)), undefined];
  const option = command.options.find(({ long, required }) => long === flag && required);
  if (option) {
    return valuesFor(option, value ?? last, value === undefined ? '' : `${flag}=`);
  }
  const flags = command.options.flatMap(({ long }) => (long ? [long] : []));
  return candidates(before.length === path.length ? [...namesAfter(root, path), ...flags] : flags, last, '');
}

const splitFlag = (word: string): [string, string] => [
  word.slice(0, word.indexOf('=')),
  word.slice(word.indexOf('=') + 1),
];

/** The command that the words call, below its parent. */
function pathOf(root: Command, [first, ...rest]: readonly string[]): Command[] {
  const command = root.commands.find((one) => one.name() === first);
  const below = command?.commands.find((one) => rest.includes(one.name()));
  return [command, below].filter((one) => one !== undefined);
}

/** Commands and arguments that may come next. */
function namesAfter(root: Command, path: readonly Command[]): readonly string[] {
  const commands = (path.at(-1) ?? root).commands.map((one) => one.name()).filter((name) => !name.startsWith('_'));
  return [...commands, ...(ARGUMENTS[path.map((one) => one.name()).join(' ')]?.() ?? [])];
}

function longFlag(command: Command, word = ''): string {
  const option = command.options.find(({ short, long }) => word !== '' && (word === short || word === long));
  return option?.long ?? '';
}

function valuesFor({ long, argChoices }: Option, typed: string, prefix: string): string {
  const flag = long ?? '';
  const values = argChoices ?? VALUES[flag]?.() ?? [];
  return TAKES_FILE.test(flag) ? answer([], typed, prefix, FILES) : candidates(values, typed, prefix);
}

/** Without a space behind one that is not complete. */
function candidates(values: readonly string[], typed: string, prefix: string): string {
  const incomplete = values.some((value) => /[/=]$/.test(value));
  return answer(values, typed, prefix, incomplete ? NO_FILES + NO_SPACE : NO_FILES);
}

/** Only values that start with the typed text. Flags need a typed dash. */
function answer(values: readonly string[], typed: string, prefix: string, directive: number): string {
  const fit = values.filter(
    (one) => one.toLowerCase().startsWith(typed.toLowerCase()) && (typed !== '' || !one.startsWith('-'))
  );
  return [...fit.map((one) => prefix + one), `:${directive}`, ''].join('\n');
}

/** A script for the command `kubectl-event_history`; kubectl itself completes `kubectl event-history`. @throws {Failure} */
export function completionScript(shell: string): string {
  const script = SCRIPTS[shell as Shell];
  if (!script) {
    throw new Failure(`completion: "${shell}" is not supported: use ${SHELLS.join(', ')}`);
  }
  return script;
}

const SCRIPTS: Record<Shell, string> = {
  bash: `# bash completion: source <(kubectl-event_history completion bash)
_kubectl_event_history() {
  local line directive= words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in :*) directive=\${line#:} ;; *) COMPREPLY+=("$line") ;; esac
  done < <(kubectl-event_history __complete -- "\${words[@]}" 2>/dev/null)
  if [ "$directive" = 0 ]; then
    compopt -o default
  elif [ "$directive" = 6 ]; then
    compopt -o nospace
  fi
}
complete -F _kubectl_event_history kubectl-event_history
`,
  zsh: `#compdef kubectl-event_history
# zsh completion: source <(kubectl-event_history completion zsh)
_kubectl_event_history() {
  local -a lines names
  lines=("\${(@f)$(kubectl-event_history __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  names=("\${(@)lines[1,-2]}")
  case "\${lines[-1]}" in
    :0) _files ;;
    :6) compadd -S '' -- "\${names[@]}" ;;
    *) compadd -- "\${names[@]}" ;;
  esac
}
compdef _kubectl_event_history kubectl-event_history
`,
  fish: `# fish completion: kubectl-event_history completion fish | source
function __kubectl_event_history
  set -l words (commandline -opc) (commandline -ct)
  kubectl-event_history __complete -- $words[2..-1] 2>/dev/null | string match -v ':*'
end
complete -c kubectl-event_history -f -a '(__kubectl_event_history)'
`,
};
