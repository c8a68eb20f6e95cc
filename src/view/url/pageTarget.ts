import { type Path } from 'react-router-dom';
import { ROOT } from '../appId';
import { searchText } from './codec';

/** Where a page of the app is, for the router: absolute, so that it does not depend on the route that links to it. */
export const pageTarget = (page: string, params: URLSearchParams): Partial<Path> => ({
  pathname: `${ROOT}/${page}`,
  search: searchText(params),
});
