import { t } from '@grafana/i18n';
import { type CommonUrl } from '../view/url/common';

const LONGEST = 80;

/** A name for what is filtered, as a title: `BackOff, shop`; the plain one where nothing is. */
export function queryName({ filters, lines }: Pick<CommonUrl, 'filters' | 'lines'>): string {
  const values = filters.filter(({ exclude }) => !exclude).flatMap((filter) => filter.values.filter(Boolean));
  const texts = lines.filter(({ exclude }) => !exclude).map(({ text }) => text);
  const name = [...values, ...texts].join(', ');
  return name ? name.slice(0, LONGEST) : t('elsewhere.name', 'Kubernetes events');
}
