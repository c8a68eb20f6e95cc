import { asApiObject } from '../events/api-object.ts';
import { objectsOf, type Printer } from './printer.ts';
import { goYaml } from './yaml.ts';

/** `-o yaml`: a v1 List; what comes while watching as a document each. */
export function yamlPrinter(): Printer {
  let documents = 0;
  return {
    forPeople: false,
    *one({ event }) {
      yield `${documents++ > 0 ? '---\n' : ''}${goYaml(asApiObject(event), 0)}`;
    },
    *list(events) {
      documents++;
      yield `apiVersion: v1\nitems:${events.length === 0 ? ' []' : ''}\n`;
      for (const event of objectsOf(events)) {
        yield goYaml([asApiObject(event)], 0);
      }
      yield 'kind: List\nmetadata:\n  resourceVersion: ""\n';
    },
  };
}
