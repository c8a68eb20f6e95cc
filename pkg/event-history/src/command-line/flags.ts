import { type Command, InvalidArgumentError, Option } from 'commander';

/** Where to look, and for how long back. */
export function rangeFlags(command: Command): Command {
  return command
    .option('-n, --namespace <namespace>', "the namespace; else that of kubectl's current context")
    .option('-A, --all-namespaces', 'all namespaces')
    .option('--since <duration>', 'how far back: 90m, 24h, 7d (default: 24h)')
    .option(
      '--from <time>',
      'where to begin, in local time: 18:25, "2026-11-22 18:25", 2026-11-22; or 2026-11-22T10:00:00Z, or 2h (ago)'
    )
    .option('--to <time>', 'where to end, in the same forms')
    .option('--limit <number>', 'at most so many events, those seen last', wholeNumber)
    .addOption(
      new Option('--chunk-size <number>', 'at most so many entries to ask Loki for at a time')
        .default(5000)
        .argParser(wholeNumber)
    );
}

/** Which events, as kubectl's flags select them. */
export function selectionFlags(command: Command): Command {
  return command
    .option('--types <types>', 'only these types: Normal,Warning')
    .option('--for <type/name>', 'only what is about this object: pod/web-1, deployment.apps/web')
    .option('--workload <type/name>', 'only what is about this workload or its objects: deployment/web')
    .option('--field-selector <selector>', 'fields as an API server selects by: type!=Normal,reason=BackOff')
    .option('-l, --selector <selector>', "the events' own labels: app=web,tier in (a,b)");
}

/** How it is printed. */
export function outputFlags(command: Command): Command {
  return command
    .option('-o, --output <format>', 'json, yaml, name, wide, jsonpath=…, custom-columns=…', '')
    .option('--template <template>', 'for -o jsonpath or custom-columns without one of its own')
    .option('--no-headers', 'print no header')
    .option('-w, --watch', 'after the list, print what comes')
    .option('--watch-only', 'print what comes, and no list');
}

/** How to get at Loki. */
export function accessFlags(command: Command): Command {
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
    .option('--cluster <name>', 'only events of this cluster')
    .option('--streams <selector>', 'where the events are, as a LogQL stream selector')
    .option('--config <file>', 'the configuration file (KUBECTL_EVENT_HISTORY_CONFIG)')
    .option('--kubeconfig <file>', 'the kubeconfig whose context has the namespace (KUBECONFIG)')
    .option('--context <name>', 'the kubeconfig context to use');
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError('It must be a whole number above 0.');
  }
  return number;
}

const collect = (value: string, earlier: string[] = []): string[] => [...earlier, value];
