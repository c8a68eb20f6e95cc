import { Command, InvalidArgumentError, Option } from 'commander';
import { get, type GetFlags } from '../commands/get.ts';
import { type Terminal } from '../commands/terminal.ts';

/** The program with its commands. */
export function program(terminal: Terminal): Command {
  const root = new Command('kubectl event-history')
    .description('kubectl get events, but from Loki, beyond the hour')
    .exitOverride()
    .enablePositionalOptions();
  accessFlags(selectionFlags(root.command('get', { isDefault: true })))
    .description('list events, as `kubectl get events` does')
    .action((flags: GetFlags) => get(flags, terminal));
  return root;
}

function selectionFlags(command: Command): Command {
  return command
    .option('-n, --namespace <namespace>', "the namespace; else that of kubectl's current context")
    .option('-A, --all-namespaces', 'all namespaces')
    .option(
      '--field-selector <selector>',
      'what to select by fields, as an API server does: type!=Normal,reason=BackOff'
    )
    .option('-o, --output <format>', 'json, yaml, name, wide, jsonpath=…, custom-columns=…', '')
    .option('--no-headers', 'print no header')
    .option('--show-labels', "show the events' labels as the last column")
    .option('--since <duration>', 'how far back: 90m, 24h, 7d (default: 24h)')
    .option('--from <time>', 'where to begin: 2026-11-22T10:00:00Z, 2026-11-22, or 2h for two hours ago')
    .option('--to <time>', 'where to end')
    .option('--limit <number>', 'at most so many events, those seen last', wholeNumber)
    .addOption(
      new Option('--chunk-size <number>', 'entries to ask Loki for at a time').default(5000).argParser(wholeNumber)
    );
}

function accessFlags(command: Command): Command {
  return command
    .option('--loki <url>', "Loki's address (LOKI_ADDR)")
    .option('--username <name>', 'for basic authentication (LOKI_USERNAME)')
    .option('--password <password>', 'better in LOKI_PASSWORD or a file')
    .option('--password-file <file>', 'a file with the password')
    .option('--bearer-token <token>', 'better in LOKI_BEARER_TOKEN or a file')
    .option('--bearer-token-file <file>', 'a file with a bearer token')
    .option('--org-id <tenant>', "Loki's tenant (LOKI_ORG_ID)")
    .option('--header <name:value>', 'a header for each request; may be given again', collect)
    .option('--ca-cert <file>', "the certificate authority's certificate (LOKI_CA_CERT_PATH)")
    .option('--cert <file>', "the client's certificate (LOKI_CLIENT_CERT_PATH)")
    .option('--key <file>', "the client certificate's key (LOKI_CLIENT_KEY_PATH)")
    .option('--tls-server-name <name>', 'the name that the certificate must have')
    .option('--tls-skip-verify', 'trust any certificate')
    .option('--grafana <url>', 'a Grafana to ask Loki through (GRAFANA_URL)')
    .option('--grafana-token <token>', 'better in GRAFANA_TOKEN or a file')
    .option('--grafana-token-file <file>', "a file with a Grafana service account's token")
    .option('--datasource <uid>', "the Loki data source's UID or name in that Grafana")
    .option('--cluster <name>', 'events of this cluster only')
    .option('--streams <selector>', 'where the events are, as a LogQL stream selector')
    .option('--kubeconfig <file>', 'the kubeconfig whose context has the namespace')
    .option('--context <name>', 'the kubeconfig context to use');
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError('it must be a whole number above 0.');
  }
  return number;
}

const collect = (value: string, earlier: string[] = []): string[] => [...earlier, value];
