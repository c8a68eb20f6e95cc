import { type Event, fieldOf } from '@kubernetes-events/event';
import { parseApiFieldSelector } from '@kubernetes-events/logql';

/** The API server applies the field selector to its own events; here it is applied to those of the collector. */
export function selectorOf(fieldSelector = ''): (event: Event) => boolean {
  const terms = parseApiFieldSelector(fieldSelector);
  return (event) =>
    terms.every(({ field, value, exclude }) => {
      const path = field === 'source' ? 'source.component' : field;
      return (fieldOf(event, path) === value) !== exclude;
    });
}
