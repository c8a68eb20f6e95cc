import { compareUrl } from '../compare/url';
import { liveUrl } from '../live/url';
import { overviewUrl } from '../overview/url';
import { problemsUrl } from '../problems/url';
import { listUrl } from '../rows/url';
import { timelineUrl } from '../timeline/url';
import { searchText } from '../view/url/codec';
import { commonUrl } from '../view/url/common';
import { PAGES } from './pages';
import { codecsOf, hasChoices, OPENED } from './parts';
import { applied, differences, hasTime, linkOf, readEntry, type SavedFilter, type View, viewOf } from './savedFilter';

const view = (link: string): View => {
  const found = viewOf(link);
  if (!found) {
    throw new Error(`no view: ${link}`);
  }
  return found;
};
const saved = (link: string, id = '1'): SavedFilter => ({ owner: 'me', id, name: 'a name', ...view(link) });

describe('a saved filter', () => {
  it('has each parameter of each page, but what is open or passes', () => {
    const parts = (['filters', 'time', 'display'] as const).flatMap((part) =>
      PAGES.flatMap((page) => Object.values(codecsOf(part, page)))
    );
    const known = new Set([...parts.map(({ key }) => key), ...OPENED]);
    const all = [commonUrl, overviewUrl, problemsUrl, listUrl, timelineUrl, compareUrl, liveUrl];
    const keys = all.flatMap((codecs) => Object.values<{ key: string }>(codecs).map(({ key }) => key));
    const passing = ['at', 'open', 'paused'];
    expect(keys.filter((key) => !known.has(key))).toEqual(passing);
  });

  it.each([
    ['filters, text, field selector and data source', 'events?ds=l&f=_type%3DWarning&q=%3Aoom&fs=type%21%3DNormal'],
    ['the grouping and the columns', 'events?by=workload&sort=count&wrap=1&cols=reason%2Cmessage'],
    ['what a query came with', 'events?base=job%3D%22a%22&left=%7C+json'],
    ['any characters', 'events?f=reason%3D%E5%8E%9F%E5%9B%A0%252526%3D%252C&q=r%3A%5E%28%3F%3Aa%7Cb%29%22%3C'],
    ['lanes', 'timeline?lanes=namespace'],
    ['nothing', 'problems'],
  ])('keeps %s', (_, link) => {
    expect(linkOf(view(link), false)).toBe(link);
  });

  it.each([
    ['the range, the zone and the refresh', 'events?from=now-6h&to=now&timezone=utc&refresh=30s'],
    ['the range that pages open with', 'events?from=now-3h&to=now'],
    ['the zoom of the timeline', 'timeline?from=1000000000&to=2000000000&vfrom=1100000000&vto=1200000000'],
  ])('keeps the time only if it is asked to: %s', (_, link) => {
    expect(linkOf(view(link), true)).toBe(link);
    expect(hasTime(view(linkOf(view(link), true)))).toBe(true);
    expect(linkOf(view(link), false)).toBe(link.replace(/\?.*/, ''));
  });

  it.each([
    ['what is open', 'events?event=1%2Fa%2F2&at=5&paused=1&saved=x', 'events'],
    ['how other pages show things', 'problems?cols=reason&lanes=kind&by=kind', 'problems'],
    ['defaults', 'events?by=namespace&order=newest', 'events'],
    ["what is not the app's", 'events?orgId=1&kiosk', 'events'],
  ])('leaves out %s', (_, link, kept) => {
    expect(linkOf(view(link), false)).toBe(kept);
  });
});

describe('the link of a saved filter', () => {
  it.each([
    ['as it is saved', 'events?f=_type%3DWarning'],
    ['from the address bar', 'https://grafana.example/a/lokievents-kubernetes-app/events?f=_type%3DWarning#x'],
    ['below a path', 'http://h/grafana/a/lokievents-kubernetes-app/events/?f=_type%3DWarning'],
    ['by hand', 'events?f=_type=Warning'],
    ["with a dashboard's variable", 'events?var-type=Warning'],
  ])('is read %s', (_, link) => {
    expect(linkOf(view(link), false)).toBe('events?f=_type%3DWarning');
  });

  it.each(['', 'nowhere', 'https://evil.example/', '../admin', '/plugins/x', 'story?kind=Pod', 'events/../x'])(
    'is none of a page of the app: %s',
    (link) => {
      expect(viewOf(link)).toBeUndefined();
    }
  );
});

describe('a view', () => {
  const filter = saved('events?f=_type%3DWarning&f=_kind%3DPod%2CNode&by=kind');

  it.each([
    ['the same', 'events?f=_type%3DWarning&f=_kind%3DPod%2CNode&by=kind', []],
    ['the same in another order', 'events?by=kind&f=_kind%3DNode%2CPod&f=_type%3DWarning', []],
    ['of another time', 'events?f=_type%3DWarning&f=_kind%3DPod%2CNode&by=kind&from=now-7d&refresh=5s', []],
    ['with an event open', 'events?f=_type%3DWarning&f=_kind%3DPod%2CNode&by=kind&event=1%2Fa%2F2', []],
    ['of fewer filters', 'events?f=_type%3DWarning&by=kind', ['filters']],
    ['that excludes', 'events?f=_type%21%3DWarning&f=_kind%3DPod%2CNode&by=kind', ['filters']],
    ['grouped otherwise', 'events?f=_type%3DWarning&f=_kind%3DPod%2CNode', ['display']],
    ['on another page', 'timeline?f=_type%3DWarning&f=_kind%3DPod%2CNode', ['page']],
    ['on another page with other filters', 'timeline', ['page', 'filters']],
  ])('%s differs from a saved filter by it', (_, link, differing) => {
    expect(differences(filter, view(link))).toEqual(differing);
  });

  it.each([
    ['events?from=now-6h', []],
    ['events', ['time']],
    ['events?from=now-6h&timezone=utc', ['time']],
  ])('has another time than a filter that has one: %s', (link, differing) => {
    expect(differences(saved('events?from=now-6h&to=now'), view(link))).toEqual(differing);
  });
});

describe('applying a saved filter', () => {
  const after = (filter: SavedFilter, search: string) =>
    decodeURIComponent(searchText(applied(filter, new URLSearchParams(search))));

  it.each([
    [
      'replaces filters and leaves the time',
      '?from=now-6h&f=a%3Db&fs=x&q=%3Ay',
      '?from=now-6h&f=_type=Warning&saved=1',
    ],
    ['closes what is open', '?event=1%2Fa%2F2&problem=p', '?f=_type=Warning&saved=1'],
    [
      "resets how its page shows things, and leaves other pages'",
      '?by=kind&lanes=kind',
      '?lanes=kind&f=_type=Warning&saved=1',
    ],
    ["leaves what is not the app's", '?orgId=2&kiosk=1', '?orgId=2&kiosk=1&f=_type=Warning&saved=1'],
  ])('%s', (_, before, expected) => {
    expect(after(saved('events?f=_type%3DWarning'), before)).toBe(expected);
  });

  it('sets the time that it has', () => {
    expect(after(saved('events?from=now-6h&to=now&refresh=30s'), '?from=now-1h&timezone=utc')).toBe(
      '?from=now-6h&refresh=30s&saved=1'
    );
    expect(after(saved('events?from=now-3h&to=now'), '?from=now-1h')).toBe('?saved=1');
  });

  it('gives a view that does not differ from it', () => {
    for (const link of ['events?f=_type%3DWarning&cols=reason', 'problems?muted=1', 'live?from=now-6h&to=now']) {
      const filter = saved(link);
      const params = applied(filter, new URLSearchParams('?f=a%3Db&wrap=1&from=now-1d&vfrom=1'));
      expect(differences(filter, { page: filter.page, params })).toEqual([]);
    }
  });
});

describe('an entry that was saved or provisioned', () => {
  const link = 'events?f=_type%3DWarning';

  it.each([
    ['a name and a link', { name: '<b>"名"</b> & 🔥', link }, undefined],
    ['more than that, from a later version', { name: 'a', link, colour: 'red' }, undefined],
    ['text', 'no JSON', 'shape'],
    ['nothing', null, 'shape'],
    ['a list', [1], 'shape'],
    ['no name', { link }, 'name'],
    ['an empty name', { name: ' ', link }, 'name'],
    ['a name that is a number', { name: 5, link }, 'name'],
    ['a long name', { name: 'x'.repeat(101), link }, 'longName'],
    ['no link', { name: 'a' }, 'link'],
    ['a page that has no filters', { name: 'a', link: 'reasons' }, 'link'],
    ['a page that is none', { name: 'a', link: 'nowhere' }, 'link'],
    ['a filter that is none', { name: 'a', link: 'events?f=banana' }, 'filter'],
  ])('with %s is read, or its fault is named', (_, entry, fault) => {
    const read = readEntry('me', '1', entry);
    expect('fault' in read ? read.fault : undefined).toBe(fault);
  });
});

describe('an address', () => {
  it.each([
    ['', false],
    ['?orgId=1&from=now-6h&to=now&timezone=utc', false],
    ['?f=_type%3DWarning', true],
    ['?fs=type%3DWarning', true],
    ['?by=kind', true],
    ['?event=1%2Fa%2F2', true],
  ])('filters or shows something of its own: %s', (search, expected) => {
    expect(hasChoices(new URLSearchParams(search))).toBe(expected);
  });
});
