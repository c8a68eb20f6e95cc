import { type Path } from 'react-router-dom';
import { ROOT } from '../appId';
import { formatState, type ViewState } from './state';

/** Where a page of the app is, for the router: absolute, so that it does not depend on the route that links to it. */
export const pageTarget = (page: string, state: ViewState): Partial<Path> => ({
  pathname: `${ROOT}/${page}`,
  search: formatState(state),
});
