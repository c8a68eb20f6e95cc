import { text } from '@kubernetes-events/event';
import { stringify } from 'yaml';
import { asApiObject } from '../events/api-object.ts';
import { type StoredEvent } from '../events/stored-event.ts';
import { Failure } from '../loki/failure.ts';
import { evaluate, resultText } from './jsonpath/evaluate.ts';
import { type Part } from './jsonpath/parse.ts';
import { type Printer } from './printer.ts';

/** `-o json`: a v1 List; an Event each while watching. */
export const JSON_PRINTER: Printer = {
  forPeople: false,
  one: ({ event }) => [`${JSON.stringify(asApiObject(event), null, 4)}\n`],
  *list(events) {
    yield '{\n    "apiVersion": "v1",\n    "items": [';
    for (const [at, { event }] of events.entries()) {
      yield `${at > 0 ? ',' : ''}\n${JSON.stringify(asApiObject(event), null, 4).replace(/^/gm, '        ')}`;
    }
    yield `${events.length > 0 ? '\n    ' : ''}],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n`;
  },
};

/** `-o yaml`: a v1 List; a document each while watching. */
export const YAML_PRINTER: Printer = {
  forPeople: false,
  one: ({ event }) => [`---\n${yamlOf(asApiObject(event))}`],
  *list(events) {
    yield `apiVersion: v1\nitems:${events.length > 0 ? '' : ' []'}\n`;
    for (const { event } of events) {
      yield yamlOf([asApiObject(event)]);
    }
    yield 'kind: List\nmetadata:\n  resourceVersion: ""\n';
  },
};

/** YAML that readers of version 1.1 understand as well, such as Python's. Long lines stay whole, so that grep finds them. */
export const yamlOf = (value: unknown): string =>
  stringify(value, { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false });

/** `-o name`. */
export const NAME_PRINTER: Printer = {
  forPeople: false,
  list: (events) => events.map(nameLine),
  one: (event) => [nameLine(event)],
};

function nameLine({ event }: StoredEvent): string {
  return `event/${text(event.metadata?.name) || '<unknown>'}\n`;
}

/** `-o jsonpath=…`: applied to a v1 List; to an Event each while watching. */
export function jsonPathPrinter(template: string, parts: readonly Part[], asJson: boolean): Printer {
  const print = (object: unknown): string[] => {
    try {
      const results = evaluate(parts, object);
      return asJson ? results.map((values) => `${JSON.stringify(values, null, 4)}\n`) : [resultText(results)];
    } catch (error) {
      throw new Failure(`error executing jsonpath ${JSON.stringify(template)}: ${(error as Error).message}`);
    }
  };
  return {
    forPeople: false,
    one: ({ event }) => print(asApiObject(event)),
    list: (events) =>
      print({
        apiVersion: 'v1',
        items: events.map(({ event }) => asApiObject(event)),
        kind: 'List',
        metadata: { resourceVersion: '' },
      }),
  };
}
