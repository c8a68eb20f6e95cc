/** Something that a person is told in one line, and no stack trace. */
export class Failure extends Error {}

/** What kubectl tells without `error:` in front of it. */
export class KubectlFailure extends Failure {}

/** No answer at all. */
export class Unanswered extends Failure {}

/** What an API server would have refused, in the words that kubectl prints. */
export class ServerRefusal extends KubectlFailure {
  constructor(reason: string, message: string) {
    super(`Error from server (${reason}): ${message}`);
  }
}

/** What Loki or Grafana answered instead of a result. */
export class LokiFailure extends Failure {
  readonly status: number;
  /** What the server wrote. */
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
