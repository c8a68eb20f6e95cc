import { type Page } from 'playwright-core';
import { type World } from './world.ts';

export interface PanelQuery {
  expr: string;
  options?: Record<string, unknown>;
  width?: number;
  /** The preview host's alone: Grafana's other shape of log frames. */
  shape?: 'dataplane';
  from?: string;
}

/** Grafana's API as the administrator that tests have, unless as another. */
export async function grafanaApi<T>(
  world: World,
  path: string,
  {
    body,
    method = body ? 'POST' : 'GET',
    user = 'admin:admin',
    headers = {},
  }: { body?: unknown; method?: string; user?: string; headers?: Record<string, string> } = {}
): Promise<T> {
  const response = await fetch(`${world.url}${path}`, {
    method,
    headers: {
      ...headers,
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(user).toString('base64')}`,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
  return (await response.json()) as T;
}

/** A dashboard with one panel on these events, or the preview host's page of it. */
export async function openPanel(world: World, page: Page, id: string, query: PanelQuery): Promise<void> {
  const { expr, options = {}, width = 1200, from = 'now-3h', shape = '' } = query;
  if (world.isHost) {
    const params = { expr, options: JSON.stringify(options), width: String(width), from, shape };
    await page.goto(`${world.url}/panels/${id}?${new URLSearchParams(params)}`);
    return;
  }
  await saveDashboard(world, [panelOn(id, { expr, options, width })], from);
  await page.goto(`${world.url}/d/spec?from=${from}&to=now`);
}

export const panelOn = (type: string, { expr, options = {}, width = 1200 }: PanelQuery) => ({
  id: 1,
  type,
  title: 'Events of the spec',
  gridPos: { x: 0, y: 0, w: width >= 1200 ? 24 : 8, h: 14 },
  datasource: LOKI,
  targets: [{ refId: 'A', expr, queryType: 'range', datasource: LOKI }],
  options,
  fieldConfig: { defaults: {}, overrides: [] },
});

const LOKI = { type: 'loki', uid: 'loki' };

export function saveDashboard(world: World, panels: unknown[], from = 'now-3h', variables: unknown[] = []) {
  const dashboard = {
    uid: 'spec',
    title: 'Spec',
    panels,
    graphTooltip: 1,
    time: { from, to: 'now' },
    templating: { list: variables },
  };
  return grafanaApi(world, '/api/dashboards/db', { body: { dashboard, overwrite: true } });
}
