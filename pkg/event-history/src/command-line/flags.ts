import { type Command, InvalidArgumentError, Option } from 'commander';

/** Namespace and time range. */
export function rangeFlags(command: Command): Command {
  return command
    .option('-n, --namespace <namespace>', "namespace (default: that of kubectl's current context)")
    .option('-A, --all-namespaces', 'all namespaces')
    .option('--since <duration>', 'how far back: 90m, 24h, 7d (default: 24h)')
    .option(
      '--from <time>',
      'start in local time (18:25, "2026-11-22 18:25", 2026-11-22), in RFC 3339, or how long ago (2h)'
    )
    .option('--to <time>', 'end, in the same formats')
    .option('--limit <number>', 'print at most this many events, the most recent ones', wholeNumber)
    .addOption(
      new Option('--chunk-size <number>', 'read at most this many entries from Loki at a time')
        .default(5000)
        .argParser(wholeNumber)
    );
}

/** The filters, as in kubectl. */
export function selectionFlags(command: Command): Command {
  return command
    .option('--types <types>', 'only events of these types: Normal,Warning')
    .option('--for <type/name>', 'only events about this object: pod/web-1, deployment.apps/web')
    .option('--workload <type/name>', 'only events about this workload and its objects: deployment/web')
    .option('--field-selector <selector>', 'only events with these field values: type!=Normal,reason=BackOff')
    .option('-l, --selector <selector>', 'only events with these labels of their own: app=web,tier in (a,b)');
}

/** The output. */
export function outputFlags(command: Command): Command {
  return command
    .option('-o, --output <format>', 'output format: json, yaml, name, wide, jsonpath=…, custom-columns=…', '')
    .option('--template <template>', 'template for -o jsonpath and -o custom-columns')
    .option('--no-headers', 'do not print headers')
    .option('-w, --watch', 'after listing, watch for more events')
    .option('--watch-only', 'watch for events without listing first');
}

/** Access to Loki. */
export function accessFlags(command: Command): Command {
  return command
    .option('--loki <url>', "Loki's URL (LOKI_ADDR)")
    .option('--username <name>', 'user for basic authentication (LOKI_USERNAME)')
    .option('--password <password>', 'password; safer in LOKI_PASSWORD or a file')
    .option('--password-file <file>', 'file with the password')
    .option('--bearer-token <token>', 'bearer token; safer in LOKI_BEARER_TOKEN or a file')
    .option('--bearer-token-file <file>', 'file with a bearer token')
    .option('--org-id <tenant>', "Loki's tenant (LOKI_ORG_ID)")
    .option('--header <name:value>', 'header for each request; can be repeated', collect)
    .option('--ca-cert <file>', 'file with the CA certificate (LOKI_CA_CERT_PATH)')
    .option('--cert <file>', 'file with the client certificate (LOKI_CLIENT_CERT_PATH)')
    .option('--key <file>', 'file with the key of the client certificate (LOKI_CLIENT_KEY_PATH)')
    .option('--tls-server-name <name>', 'server name in the certificate')
    .option('--tls-skip-verify', 'do not verify the server certificate (LOKI_TLS_SKIP_VERIFY)')
    .option('--grafana <url>', "Grafana's URL, to query Loki through Grafana (GRAFANA_URL)")
    .option('--grafana-token <token>', 'token of a Grafana service account; safer in GRAFANA_TOKEN or a file')
    .option('--grafana-token-file <file>', 'file with the token of a Grafana service account')
    .option('--datasource <uid>', 'UID or name of the Loki data source in Grafana')
    .option('--cluster <name>', 'only events of this cluster')
    .option('--streams <selector>', 'LogQL stream selector of the events')
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
