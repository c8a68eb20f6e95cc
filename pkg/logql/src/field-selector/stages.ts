import { filterStage } from '../filter.ts';
import { lineFieldStage } from '../line-fields.ts';
import { FIELDS, readLabelOf } from './fields.ts';
import { type FieldTerm } from './parse.ts';

/**
 * A term as a LogQL stage: on the label or metadata that holds the field, or else on its key in the line.
 *
 * @param isRead whether a parser has read such fields from lines of other programs
 */
export function termStage({ field, value, exclude }: FieldTerm, isRead = false): string {
  const place = FIELDS[field];
  if (isRead) {
    return filterStage({ field: readLabelOf(field), values: [value], exclude }, true);
  }
  return 'label' in place
    ? filterStage({ field: place.label, values: [value], exclude })
    : lineFieldStage(place, [value], exclude);
}
