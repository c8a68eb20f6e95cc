/** An error in one line, with its code (`ECONNREFUSED`), for logs. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const code = (error as NodeJS.ErrnoException).code;
  const inner = error instanceof AggregateError ? error.errors.map(errorText).join(', ') : error.message;
  const cause = error.cause === undefined ? '' : `: ${errorText(error.cause)}`;
  return `${inner || code || error.name}${code && !inner.includes(code) ? ` (${code})` : ''}${cause}`;
}
