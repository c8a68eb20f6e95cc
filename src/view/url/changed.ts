import { parseUrl } from './codec';
import { commonUrl } from './common';

/** What lies in the time range: the place in the list and the timeline's zoom. */
const IN_RANGE = ['at', 'vfrom', 'vto'];

const rangeIn = (params: URLSearchParams) => {
  const { from, to } = parseUrl(commonUrl, params);
  return `${from} ${to}`;
};

/** The parameters after a change. A new time range drops what lies in the old one, unless the change sets it. */
export function changed(params: URLSearchParams, apply: (params: URLSearchParams) => URLSearchParams): URLSearchParams {
  const next = apply(params);
  if (rangeIn(next) === rangeIn(params)) {
    return next;
  }
  const rest = new URLSearchParams(params);
  IN_RANGE.forEach((key) => rest.delete(key));
  return apply(rest);
}
