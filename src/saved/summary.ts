import { rangeUtil } from '@grafana/data';
import { fieldLabel, valueLabel } from '../fields/fields';
import { rawRange } from '../shared/time/range';
import { parseUrl } from '../view/url/codec';
import { type CommonUrl, commonUrl } from '../view/url/common';
import { pageLabels } from './pages';
import { hasTime, type View } from './savedFilter';

/** What a view shows, in one line: `Events · Type = Warning · "timeout" · Last 6 hours`. */
export function summaryOf(view: View): string {
  const { filters, lines, fieldSelector, from, to } = parseUrl<CommonUrl>(commonUrl, view.params);
  return [
    pageLabels()[view.page],
    ...filters.map(({ field, values, exclude }) => {
      return `${fieldLabel(field)} ${exclude ? '≠' : '='} ${values.map(valueLabel).join(', ')}`;
    }),
    ...lines.map(({ text, exclude }) => `${exclude ? '≠ ' : ''}"${text}"`),
    ...(fieldSelector ? [fieldSelector] : []),
    ...(hasTime(view) ? [rangeUtil.describeTimeRange(rawRange(from, to))] : []),
  ].join(' · ');
}
