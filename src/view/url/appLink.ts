import { ROOT } from '../appId';
import { formatState, parseState, type ViewState } from './state';

/** A page of the app with this on screen; all else is as at first. */
export function appLink(page: string, state: Partial<ViewState>): string {
  return `${ROOT}/${page}${formatState({ ...parseState(''), ...state })}`;
}
