import { FIELD_SELECTOR_FIELDS } from '@kubernetes-events/logql';
import { type Command } from 'commander';
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

const ARGUMENTS: Record<string, () => readonly string[]> = {
  completion: () => SHELLS,
  describe: () => RESOURCE_TYPES.map(({ kind }) => kind.toLowerCase()),
  explain: reasons,
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
  const command = root.commands.find((one) => one.name() === before[0]) ?? root.commands[0];
  const [flag = '', value] =
    last.startsWith('--') && last.includes('=') ? splitFlag(last) : [longFlag(command, before.at(-1)), undefined];
  if (takesValue(command, flag)) {
    return valuesFor(flag, value ?? last, value === undefined ? '' : `${flag}=`);
  }
  return answer(namesFor(root, command, before), last, '', NO_FILES);
}

const splitFlag = (word: string): [string, string] => [
  word.slice(0, word.indexOf('=')),
  word.slice(word.indexOf('=') + 1),
];

function namesFor(root: Command, command: Command | undefined, before: readonly string[]): readonly string[] {
  const flags = (command?.options ?? []).flatMap(({ long }) => (long ? [long] : []));
  if (before.length === 0) {
    return [...root.commands.map((one) => one.name()).filter((name) => !name.startsWith('_')), ...flags];
  }
  const [name = '', ...rest] = before;
  return [...(rest.length === 0 ? (ARGUMENTS[name]?.() ?? []) : []), ...flags];
}

function longFlag(command: Command | undefined, word = ''): string {
  const option = command?.options.find(({ short, long }) => word !== '' && (word === short || word === long));
  return option?.long ?? '';
}

function takesValue(command: Command | undefined, flag: string): boolean {
  return command?.options.some(({ long, required }) => long === flag && required) ?? false;
}

function valuesFor(flag: string, typed: string, prefix: string): string {
  const values = VALUES[flag]?.() ?? [];
  const incomplete = values.some((value) => /[/=]$/.test(value));
  const directive = TAKES_FILE.test(flag) ? FILES : incomplete ? NO_FILES + NO_SPACE : NO_FILES;
  return answer(values, typed, prefix, directive);
}

/** Only candidates that start with the typed text. Flags need a typed dash. */
function answer(candidates: readonly string[], typed: string, prefix: string, directive: number): string {
  const fit = candidates.filter(
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
