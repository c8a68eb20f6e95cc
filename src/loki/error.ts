import { type DataQueryError } from '@grafana/data';

/** What kind of trouble: each has its own advice on the page. */
export type Trouble = 'rights' | 'timeout' | 'range' | 'series' | 'lines' | 'syntax' | 'busy' | 'unreachable' | 'other';

// What Loki and Grafana write, as read in Loki 3.7 (pkg/logql, pkg/querier/queryrange) and Grafana 12.3.
const SIGNS: Array<[Trouble, RegExp]> = [
  ['rights', /\b(401|403|forbidden|unauthorized|access denied|permission|no org id)\b/i],
  ['series', /maximum (number )?of series|maximum series/i],
  ['range', /time range exceeds|query length|max_query_length|max_query_lookback/i],
  ['lines', /max entries limit|would read too many bytes|too many bytes/i],
  ['timeout', /timeout|timed out|deadline exceeded|context canceled|\b504\b/i],
  ['busy', /too many outstanding|\b429\b|too many requests|queue/i],
  ['syntax', /parse error|syntax error|invalid regexp|error parsing regexp/i],
  [
    'unreachable',
    /ECONNREFUSED|connection refused|failed to fetch|bad gateway|\b50[23]\b|no such host|network|not ready|empty ring/i,
  ],
];

/** What an HTTP status says, if the text does not say more. */
const STATUS: Record<number, Trouble> = {
  401: 'rights',
  403: 'rights',
  429: 'busy',
  502: 'unreachable',
  503: 'unreachable',
  504: 'timeout',
};

const troubleIn = (text: string) => SIGNS.find(([, sign]) => sign.test(text))?.[0];

function textOf(cause: unknown): string {
  const { message, data, statusText } = (cause ?? {}) as DataQueryError;
  return data?.message || data?.error || message || statusText || String(cause);
}

/** Why Loki did not answer. */
export class LokiError extends Error {
  readonly trouble: Trouble;

  constructor(message: string, trouble?: Trouble) {
    super(message);
    this.name = 'LokiError';
    this.trouble = trouble ?? troubleIn(message) ?? 'other';
  }

  /** From what Grafana throws or answers with: a data query error, a fetch error, or anything else. */
  static of(cause: unknown): LokiError {
    if (cause instanceof LokiError) {
      return cause;
    }
    const { status = 0 } = (cause ?? {}) as DataQueryError;
    const text = textOf(cause);
    const byStatus = STATUS[status];
    return byStatus === 'rights'
      ? new LokiError(`${status}: ${text}`, byStatus)
      : new LokiError(text, troubleIn(text) ?? byStatus);
  }
}
