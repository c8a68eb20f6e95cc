import { t } from '@grafana/i18n';
import { parseFilter, parseLine } from './filters';
import { type UrlFault, urlFault } from './UrlFault';

const EVENT_ID = /^\d+\/[^/]+\/[^/]*$/;

/** The filters and events of the address that cannot be read, and so are left out. */
export function unreadableParts(search: string): UrlFault[] {
  const params = new URLSearchParams(search);
  const faults = (param: string, isRead: (value: string) => boolean, advice: () => string) =>
    params
      .getAll(param)
      .filter((value) => !isRead(value))
      .map((value) => urlFault(param, value, advice()));
  return [
    ...faults(
      'f',
      (value) => parseFilter(value) !== undefined,
      () => t('link.filter', 'It is not a filter. Use field=value or field!=value. The page filters without it.')
    ),
    ...faults(
      'q',
      (value) => parseLine(value) !== undefined,
      () => t('link.text', 'It is not a text filter. Put a colon in front of the text. The page filters without it.')
    ),
    ...faults(
      'event',
      (value) => value === '' || EVENT_ID.test(value),
      () => t('link.event', 'It is not the ID of an event. Open the event from the list.')
    ),
  ];
}
