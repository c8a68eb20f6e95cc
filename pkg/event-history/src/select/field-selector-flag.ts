import { type FieldSelector, FieldSelectorError, parseApiFieldSelector } from '@kubernetes-events/logql';
import { ServerRefusal } from '../loki/failure.ts';

/** Parses `--field-selector`. @throws {ServerRefusal} what kubectl prints when the API server refuses it */
export function fieldSelectorOf(flag: string, labelSelector = ''): FieldSelector {
  const text = flag.trim();
  try {
    return parseApiFieldSelector(text);
  } catch (error) {
    if (error instanceof FieldSelectorError) {
      const which = `label selector ${JSON.stringify(labelSelector)}, field selector ${JSON.stringify(text)}`;
      throw new ServerRefusal(
        'BadRequest',
        `Unable to find "/v1, Resource=events" that match ${which}: ${error.message}`
      );
    }
    throw error;
  }
}
