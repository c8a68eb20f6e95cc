/** The longest wait that a server may ask for, in milliseconds. Later, the last known version would be too old to watch. */
export const LONGEST_RETRY_AFTER_MS = 300_000;

const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * How long a response asks to wait, in milliseconds: `Retry-After` holds seconds or a date. The date is compared with the
 * server's own clock if the response has a `Date`. 0 if the response does not ask, or not in a valid form.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(retryAfter: string | undefined, date: string | undefined): number {
  const value = retryAfter?.trim() ?? '';
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1_000 : timeOf(value) - (timeOf(date) || Date.now());
  return waitMs > 0 ? Math.min(waitMs, LONGEST_RETRY_AFTER_MS) : 0;
}

/** In milliseconds since 1970; NaN if the text is not an HTTP date. */
function timeOf(text: string | undefined): number {
  return text !== undefined && HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
}
