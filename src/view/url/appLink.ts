import { ROOT } from '../appId';
import { type Codecs, searchText, written } from './codec';

/** A link to a page of the app with these values; all others have their defaults. */
export function appLink<S>(page: string, codecs: Codecs<S>, state: Partial<S>): string {
  return `${ROOT}/${page}${searchText(written(new URLSearchParams(), codecs, state))}`;
}
