import { filterStage } from '../filter.ts';
import { lineFieldStage } from '../line-fields.ts';
import { FIELDS } from './fields.ts';
import { type FieldTerm } from './parse.ts';

/** A term as a LogQL stage: on the label or metadata that holds the field, or else on its key in the line. */
export function termStage({ field, value, exclude }: FieldTerm): string {
  const place = FIELDS[field];
  return 'label' in place
    ? filterStage({ field: place.label, values: [value], exclude })
    : lineFieldStage(place, [value], exclude);
}
