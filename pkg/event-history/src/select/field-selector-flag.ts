import { type FieldSelector, FieldSelectorError, parseApiFieldSelector } from '@kubernetes-events/logql';
import { ServerRefusal } from '../loki/failure.ts';
import { goQuote } from '../print/go-quote.ts';

/** The selector of `--field-selector`. @throws {ServerRefusal} what kubectl prints of the API server's answer */
export function fieldSelectorOf(flag: string, labelSelector = ''): FieldSelector {
  const text = flag.trim();
  try {
    return parseApiFieldSelector(text);
  } catch (error) {
    if (error instanceof FieldSelectorError) {
      const which = `label selector ${goQuote(labelSelector)}, field selector ${goQuote(text)}`;
      throw new ServerRefusal(
        'BadRequest',
        `Unable to find "/v1, Resource=events" that match ${which}: ${error.message}`
      );
    }
    throw error;
  }
}
