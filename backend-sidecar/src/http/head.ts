import { validateHeaderName, validateHeaderValue } from 'node:http';

/**
 * A request's first line and headers, without the blank line that ends them: the caller adds the length of the body. Of
 * headers that differ only in case, the last one counts.
 *
 * @throws TypeError for a name or a value that HTTP does not allow
 */
export function headOf(method: string, url: URL, headers: Readonly<Record<string, string>>): string {
  const fields = new Map([['host', url.host]]);
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    fields.set(name.toLowerCase(), value);
  }
  const lines = [...fields].map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join('')}`;
}
