import { compareUrl } from '../../compare/url';
import { liveUrl } from '../../live/url';
import { overviewUrl } from '../../overview/url';
import { reasonsUrl } from '../../reasons/url';
import { DEFAULT_COLUMNS, listUrl } from '../../rows/url';
import { storyUrl } from '../../story/url';
import { timelineUrl } from '../../timeline/url';
import { changed } from './changed';
import { type Codecs, parseUrl, searchText, written } from './codec';
import { type CommonUrl, commonUrl } from './common';
import { objectUrl } from './object';
import { withoutVariables } from './variables';

const NONE = new URLSearchParams();
const ALL = {
  commonUrl,
  objectUrl,
  overviewUrl,
  listUrl,
  timelineUrl,
  compareUrl,
  storyUrl,
  liveUrl,
  reasonsUrl,
};

const parsed = (search: string) => parseUrl(commonUrl, new URLSearchParams(search));
const again = (change: Partial<CommonUrl>) => parsed(searchText(written(NONE, commonUrl, change)));

describe('the URL', () => {
  it.each(Object.entries<Codecs<Record<string, unknown>>>(ALL as never))(
    'is empty for the defaults of %s',
    (_, codecs) => {
      expect(searchText(written(NONE, codecs, parseUrl(codecs, NONE)))).toBe('');
    }
  );

  it('has each key for one value alone', () => {
    const keys = Object.values(ALL).flatMap((codecs) => Object.values<{ key: string }>(codecs).map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    { field: '_namespace', values: ['shop', 'a,b', 'c%2Cd', ''], exclude: false },
    { field: 'reason', values: ['{{.x}} & "q" = ${__from}'], exclude: true },
  ])('holds filters on any value: %o', (filter) => {
    expect(again({ filters: [filter] }).filters).toEqual([filter]);
  });

  it('holds text filters with their flags, and any text', () => {
    const lines = [
      { text: 'a:b\nc &= "+', regexp: false, caseSensitive: true, exclude: false },
      { text: '^x|y$', regexp: true, caseSensitive: false, exclude: true },
    ];
    expect(again({ lines }).lines).toEqual(lines);
  });

  it('holds the parts of an imported query', () => {
    const imported = { base: 'job="a,b", x=~"y|z"', left: ['| json', '| count > 5'] };
    expect(again(imported)).toMatchObject(imported);
  });

  it('leaves out filters that cannot be read', () => {
    expect(parsed('?f=&f=%3Dx&f=9a=1&q=&q=zz')).toMatchObject({ filters: [], lines: [] });
  });

  it('distinguishes no columns from the default ones', () => {
    const columns = (params: URLSearchParams) => parseUrl(listUrl, params).columns;
    expect(columns(NONE)).toEqual(DEFAULT_COLUMNS);
    expect(columns(written(NONE, listUrl, { columns: [] }))).toEqual([]);
  });
});

describe('a change of the URL', () => {
  const before = new URLSearchParams('?orgId=2&sort=count&f=reason%3DA&f=reason!%3DB');

  it('leaves all other parameters as they are', () => {
    const after = written(before, overviewUrl, { groupOrder: 'newest', group: 'namespace' });
    expect(`${after}`).toBe('orgId=2&f=reason%3DA&f=reason%21%3DB&sort=newest');
    expect(`${before}`).toBe('orgId=2&sort=count&f=reason%3DA&f=reason%21%3DB');
  });

  it('removes a value that becomes its default', () => {
    expect(`${written(before, commonUrl, { filters: [] })}`).toBe('orgId=2&sort=count');
  });
});

describe("a dashboard's link", () => {
  const resolved = (search: string) => withoutVariables(new URLSearchParams(search));

  it('passes its variables as filters, and its data source', () => {
    const params = resolved('?var-datasource=loki&var-namespace=shop&var-namespace=a&var-kind=$__all&var-x=1');
    expect(parseUrl(commonUrl, params)).toMatchObject({
      ds: 'loki',
      filters: [{ field: '_namespace', values: ['shop', 'a'], exclude: false }],
    });
    // A variable that was resolved would bring a removed filter back.
    expect([...params.keys()]).toEqual(['var-x', 'f', 'ds']);
  });

  it('does not filter by a variable that is on All', () => {
    expect(`${resolved('?var-host=.*&var-workload=.%2B&var-type=All&var-cluster=')}`).toBe('');
  });

  it('filters by the value of a click rather than by the variable', () => {
    const { filters } = parseUrl(commonUrl, resolved('?var-type=Normal&var-host=n1&f=_type%3DWarning'));
    expect(filters).toEqual([
      { field: '_host', values: ['n1'], exclude: false },
      { field: '_type', values: ['Warning'], exclude: false },
    ]);
  });

  it('opens the data source that it names rather than that of the variable', () => {
    expect(`${resolved('?ds=own&var-datasource=loki')}`).toBe('ds=own');
  });
});

describe('a change of the time range', () => {
  const url = { ...commonUrl, ...listUrl };
  const zoomed = new URLSearchParams('?from=now-3h&vfrom=1000&vto=2000&at=1500&event=x');
  const after = (change: Parameters<typeof written<CommonUrl & { at: number }>>[2]) =>
    Object.fromEntries(changed(zoomed, (params) => written(params, url, change)));

  it('drops what lies in the old range: the zoom of the timeline and the place in the list', () => {
    expect(after({ from: 'now-6h' })).toEqual({ from: 'now-6h', event: 'x' });
  });

  it('keeps a place that is chosen with it', () => {
    expect(after({ from: 'now-6h', at: 1500 })).toEqual({ from: 'now-6h', event: 'x', at: '1500' });
  });

  it('is none if the range stays as it is', () => {
    expect(after({ from: 'now-3h', event: 'y' })).toEqual({ vfrom: '1000', vto: '2000', at: '1500', event: 'y' });
  });
});
