import { useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { locationUtil, type NavModelItem } from '@grafana/data';
import { ROOT } from '../view/appId';
import { parseUrl } from '../view/url/codec';
import { objectUrl } from '../view/url/object';

/**
 * The breadcrumbs of an object's story. Grafana has its own for the pages in plugin.json; a story is none of them, so
 * that its breadcrumbs would end above the app.
 */
export function useStoryNav(app: string): NavModelItem | undefined {
  const { pathname, search } = useLocation();
  const { kind, name } = parseUrl(objectUrl, new URLSearchParams(search));
  const object = `${kind} ${name}`.trim();
  const isStory = pathname.endsWith('/story');
  return useMemo(() => {
    const parentItem = { text: app, url: locationUtil.assureBaseUrl(`${ROOT}/events`) };
    return isStory ? (object ? { text: object, parentItem } : parentItem) : undefined;
  }, [app, isStory, object]);
}
