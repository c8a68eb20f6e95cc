import * as z from 'zod';
import { CONFIG } from '../../backend-sidecar/src/config/schema.ts';
import { variableOf } from '../../backend-sidecar/src/config/settings.ts';
import { duration, size } from '../../backend-sidecar/src/config/units.ts';
import { EXAMPLES } from './examples.ts';

export interface JsonSchema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  enum?: unknown[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  [other: string]: unknown;
}

/** A setting, as a person reads of it. */
export interface Setting {
  path: string[];
  type: string;
  default: unknown;
  example: unknown;
  description: string;
  variable: string;
}

/** What a text or number measures. */
const MEASURES = new Map<unknown, object>([
  [duration, { pattern: String.raw`^\d+(\.\d+)?(ms|s|m|h)$`, unit: 'length of time' }],
  [size, { pattern: String.raw`^\d+(\.\d+)?\s?(KB|MB|GB|KiB|MiB|GiB)?$`, unit: 'amount of bytes' }],
]);

/** The collector's configuration as a JSON schema; `unit` says what a text or number measures. */
export function configSchema(): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(CONFIG, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    reused: 'inline',
    override({ zodSchema, jsonSchema }) {
      Object.assign(jsonSchema, MEASURES.get(zodSchema));
    },
  });
  return schema as JsonSchema;
}

/** All settings, in the schema's order; those that are there for old files alone are left out. */
export function settings(schema: JsonSchema = configSchema(), path: string[] = []): Setting[] {
  if (!schema.properties) {
    return [settingOf(schema, path)];
  }
  return Object.entries(schema.properties).flatMap(([key, member]) => {
    const forOldFiles = member.description?.startsWith('Of the first collector');
    return forOldFiles ? [] : settings(member, [...path, key]);
  });
}

function settingOf(schema: JsonSchema, path: string[]): Setting {
  const name = path.join('.');
  if (!schema.description) {
    throw new Error(
      `the setting ${name} has no description (add .describe(…) in backend-sidecar/src/config/schema.ts)`
    );
  }
  const example = EXAMPLES[name] ?? otherThanDefault(schema);
  if (example === undefined) {
    throw new Error(`the setting ${name} has no example (add one to tools/generate/examples.ts)`);
  }
  const { description, default: usual } = schema;
  return { path, type: typeText(schema), default: usual, example, description, variable: variableOf(path) };
}

/** What one would set a switch to, or another choice; else the default itself shows the form. */
function otherThanDefault({ type, enum: choices, default: usual }: JsonSchema): unknown {
  if (type === 'boolean') {
    return !usual;
  }
  return choices?.find((choice) => choice !== usual) ?? usual;
}

function typeText({ type, unit, enum: choices, items, additionalProperties }: JsonSchema): string {
  if (typeof unit === 'string') {
    return unit;
  }
  if (choices) {
    return choices.map((choice) => `\`${String(choice)}\``).join(', ');
  }
  switch (type) {
    case 'array':
      return `list of ${items?.type === 'object' ? 'rules' : 'texts'}`;
    case 'object':
      return typeof additionalProperties === 'object' ? 'name → text' : 'object';
    case 'integer':
      return 'whole number';
    case 'boolean':
      return '`true`, `false`';
    default:
      return 'text';
  }
}
