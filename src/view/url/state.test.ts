import { changed, formatState, parseState } from './state';
import { onlyValue, toggleValue } from './filters';

describe('the URL', () => {
  it('is empty for what is as at first', () => {
    expect(formatState(parseState(''))).toBe('');
  });

  it.each([
    { field: '_namespace', values: ['shop', 'a,b', 'c%2Cd', ''], exclude: false },
    { field: 'reason', values: ['{{.x}} & "q" = ${__from}'], exclude: true },
  ])('holds filters on any value: %o', (filter) => {
    const state = { ...parseState(''), filters: [filter] };
    expect(parseState(formatState(state))).toEqual(state);
  });

  it('holds text filters with their flags, and any text', () => {
    const lines = [
      { text: 'a:b\nc &= "+', regexp: false, caseSensitive: true, exclude: false },
      { text: '^x|y$', regexp: true, caseSensitive: false, exclude: true },
    ];
    expect(parseState(formatState({ ...parseState(''), lines })).lines).toEqual(lines);
  });

  it('holds what a link from elsewhere brings along', () => {
    const state = { ...parseState(''), base: 'job="a,b", x=~"y|z"', left: ['| json', '| count > 5'] };
    expect(parseState(formatState(state))).toEqual(state);
  });

  it('gives way where it was made by hand', () => {
    const { filters, lines } = parseState('?f=&f=%3Dx&f=9a=1&q=&q=zz');
    expect({ filters, lines }).toEqual({ filters: [], lines: [] });
  });
});

describe("a dashboard's link", () => {
  it('hands its variables on as filters, and its data source', () => {
    const { ds, filters } = parseState(
      '?var-datasource=loki&var-namespace=shop&var-namespace=a&var-kind=$__all&var-x=1'
    );
    expect(ds).toBe('loki');
    expect(filters).toEqual([{ field: '_namespace', values: ['shop', 'a'], exclude: false }]);
  });

  it('narrows nothing down where all is chosen', () => {
    expect(parseState('?var-host=.*&var-workload=.%2B&var-type=All&var-cluster=').filters).toEqual([]);
  });

  it('says by a filter what a click chose, not what the variable had', () => {
    const { filters } = parseState('?var-type=Normal&var-host=n1&f=_type%3DWarning');
    expect(filters).toEqual([
      { field: '_host', values: ['n1'], exclude: false },
      { field: '_type', values: ['Warning'], exclude: false },
    ]);
  });
});

describe('a value that is picked', () => {
  it('is asked for alone', () => {
    const filters = onlyValue([{ field: 'reason', values: ['A', 'B'], exclude: true }], 'reason', 'C');
    expect(filters).toEqual([{ field: 'reason', values: ['C'], exclude: false }]);
  });

  it('is never both asked for and left out', () => {
    const filters = toggleValue([{ field: 'reason', values: ['A', 'B'], exclude: false }], 'reason', 'A', true);
    expect(filters).toEqual([
      { field: 'reason', values: ['B'], exclude: false },
      { field: 'reason', values: ['A'], exclude: true },
    ]);
  });

  it('is let go where it is picked again', () => {
    expect(toggleValue([{ field: 'reason', values: ['A'], exclude: true }], 'reason', 'A', true)).toEqual([]);
  });
});

describe('a change of the time range', () => {
  const zoomed = { ...parseState('?vfrom=1000&vto=2000'), at: 1500 };

  it('drops what lies in the old range: the zoom of the timeline and the place in the list', () => {
    expect(changed(zoomed, { from: 'now-6h' })).toMatchObject({ from: 'now-6h', viewFrom: '', viewTo: '', at: 0 });
  });

  it('keeps a place that is chosen with it', () => {
    expect(changed(zoomed, { from: 'now-6h', at: 42 })).toMatchObject({ viewFrom: '', at: 42 });
  });

  it('is none if the range stays as it is', () => {
    expect(changed(zoomed, { from: zoomed.from, event: 'x' })).toMatchObject({ viewFrom: '1000', at: 1500 });
  });
});
