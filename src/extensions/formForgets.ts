/**
 * Whether the form for new alert rules of that Grafana drops the query that a link brings: 12.3.0 and 12.3.1 do, also
 * what their own panels bring.
 *
 * Source: https://github.com/grafana/grafana/pull/115628
 */
export const formForgets = (version: string) => /^12\.3\.[01](?!\d)/.test(version);
