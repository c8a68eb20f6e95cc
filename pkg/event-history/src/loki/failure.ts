/** An error that is printed in one line, without a stack trace. */
export class Failure extends Error {}

/** An error that kubectl prints without the prefix `error:`. */
export class KubectlFailure extends Failure {}

/** The server did not answer. */
export class NoAnswer extends Failure {}

/** A request that an API server would have refused, in kubectl's words. */
export class ServerRefusal extends KubectlFailure {
  constructor(reason: string, message: string) {
    super(`Error from server (${reason}): ${message}`);
  }
}

/** An error response of Loki or Grafana. */
export class LokiFailure extends Failure {
  readonly status: number;
  /** The response's text. */
  readonly answer: string;

  constructor(where: string, status: number, answer: string) {
    super(`${where} answered ${status}: ${answer}${adviceFor(status)}`);
    this.status = status;
    this.answer = answer;
  }
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) {
    return ' (see --username, --bearer-token-file and --org-id, or --grafana-token-file)';
  }
  return status === 404 ? ' (is this the address of Loki, without /loki/api?)' : '';
}
