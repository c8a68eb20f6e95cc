import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export const ROOT = path.join(import.meta.dirname, '../..');
export const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

export interface Target {
  refId: string;
  expr: string;
  queryType?: 'range' | 'instant';
  maxLines?: number;
  datasource: { type: string; uid: string };
}

export interface Panel {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: Target[];
  panels?: Panel[];
  fieldConfig?: { defaults: { noValue?: string } };
}

export interface Dashboard {
  uid: string;
  title: string;
  description: string;
  id?: unknown;
  __inputs?: unknown;
  schemaVersion: number;
  panels: Panel[];
  annotations: { list: Array<{ name: string; expr?: string }> };
  templating: { list: Array<{ name: string; type: string; allValue?: string; query: unknown }> };
  links: Array<{ url: string }>;
}

interface Include {
  type: string;
  name: string;
  path: string;
  uid?: string;
}

export const includes = (JSON.parse(read('src/plugin.json')) as { includes: Include[] }).includes.filter(
  ({ type }) => type === 'dashboard'
);

export const dashboards = includes.map(({ path: file }) => JSON.parse(read(`src/${file}`)) as Dashboard);

export const panelsOf = ({ panels }: Dashboard): Panel[] => panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);

export const yamlOf = (file: string): unknown => parse(read(file));
