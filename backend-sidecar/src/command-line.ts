import { parseArgs } from 'node:util';
import { ConfigError } from './config/problems.ts';

export interface CommandLine {
  config?: string | undefined;
  leaderElect?: boolean | undefined;
  help: boolean;
  version: boolean;
  checkConfig: boolean;
}

export const USAGE = `Collects Kubernetes events into Loki.

Usage: loki-event-collector [-c FILE] [-le]
       loki-event-collector convert FILE    converts a configuration of
                        kubernetes-event-exporter; lists what it cannot convert

  -c, --config FILE     configuration, YAML or JSON; else ./config.json,
                        /etc/loki-event-collector/config.json or
                        $HOME/.config/loki-event-collector/config.json
  -le, --leader-elect   elect a leader among several replicas
      --check-config    check the configuration, and exit
      --version         print the version, and exit
  -h, --help            print this help, and exit

Each setting has an environment variable: receivers.loki.url is
KUBERNETES_EVENTS_RECEIVERS_LOKI_URL. The cluster comes from the same places as in kubectl:
KUBECONFIG, ~/.kube/config, or the pod's service account.
`;

/** @throws ConfigError for unknown flags */
export function readCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({
      args: args.map(longForm),
      options: {
        config: { type: 'string', short: 'c' },
        'leader-elect': { type: 'boolean' },
        'no-leader-elect': { type: 'boolean' },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
        'check-config': { type: 'boolean', default: false },
      },
    });
    return {
      config: values.config,
      leaderElect: values['no-leader-elect'] ? false : values['leader-elect'],
      help: values.help,
      version: values.version,
      checkConfig: values['check-config'],
    };
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('. ');
    throw new ConfigError([`${reason.replace(/\.$/, '')} (see --help)`]);
  }
}

/** Go's flags, which the first collector had: one dash before a long name, a value behind `=`. */
function longForm(arg: string): string {
  const match = /^--?(le|leader-elect)(?:=(true|false|1|0))?$/.exec(arg);
  if (match) {
    return match[2] === 'false' || match[2] === '0' ? '--no-leader-elect' : '--leader-elect';
  }
  return arg.replace(/^-c=/, '--config=').replace(/^-(config|help|version|check-config)\b/, '--$1');
}
