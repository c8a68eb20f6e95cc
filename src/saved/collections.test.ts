import { type SavedEntry } from '../view/settings';
import {
  entryIn,
  entryOf,
  found,
  isTaken,
  keyOf,
  organizationFilters,
  ownFilters,
  textOf,
  withEntry,
} from './collections';
import { startAt, startPageOf } from './startPage';

const link = 'events';
const names = (savedFilters: unknown) =>
  organizationFilters({ savedFilters: savedFilters as SavedEntry[] }).filters.map(({ name }) => name);
const faults = (savedFilters: unknown) =>
  organizationFilters({ savedFilters: savedFilters as SavedEntry[] }).broken.map(({ id, fault }) => `${id} ${fault}`);

describe("a person's saved filters", () => {
  const texts = {
    mutes: '[]',
    start: 'events',
    [keyOf('1')]: JSON.stringify({ name: 'Pod 10', link }),
    [keyOf('2')]: JSON.stringify({ name: 'pod 9', link }),
    [keyOf('3')]: '{"name":',
  };

  it('are in the order of their names, and apart from what else is kept', () => {
    const { filters, broken } = ownFilters(texts);
    expect(filters.map(({ name }) => name)).toEqual(['pod 9', 'Pod 10']);
    expect(broken).toEqual([{ owner: 'me', id: '3', name: '', fault: 'shape' }]);
  });

  it('are written back as they were, even those that cannot be read', () => {
    for (const id of ['1', '3']) {
      expect(textOf(entryIn(texts, id))).toBe(texts[keyOf(id)]);
    }
    expect(textOf(entryIn(texts, 'none'))).toBeNull();
  });

  it('have one name each, in upper or lower case', () => {
    const own = ownFilters(texts);
    expect(isTaken(own, ' POD 9 ')).toBe(true);
    expect(isTaken(own, 'pod 9', '2')).toBe(false);
    expect(isTaken(own, 'pod')).toBe(false);
  });

  it('are found by any of their words', () => {
    const { filters } = ownFilters(texts);
    expect(found(filters, ' 10 POD').map(({ id }) => id)).toEqual(['1']);
    expect(found(filters, '')).toHaveLength(2);
  });
});

describe("the organization's saved filters", () => {
  it.each([
    ['are none', undefined, [], []],
    [
      'are those that can be used',
      [{ name: 'a', link }, { name: 'b', link: 'nowhere' }, 3, { link }],
      ['a'],
      ['b link', '#3 shape', '#4 name'],
    ],
    [
      'have one name each',
      [
        { name: 'a', link },
        { name: 'A', link: 'live' },
      ],
      ['a'],
      ['A twice'],
    ],
    ['are not one entry in place of a list', { name: 'a' }, [], ['a link']],
    ['are not a text', 'events', [], ['#1 shape']],
  ])('%s', (_, entries, expected, broken) => {
    expect(names(entries)).toEqual(expected);
    expect(faults(entries)).toEqual(broken);
  });

  it('are changed one at a time: the others stay as they are', () => {
    const [a, bad, c] = [
      { name: 'a', link },
      { name: 3, note: 'by hand' },
      { id: '9', name: 'c', link },
    ];
    const settings = { savedFilters: [a, bad, c] as SavedEntry[] };
    const changed = { id: 'a', name: 'A', link: 'live' };
    expect(withEntry(settings, 'a', changed)).toEqual([changed, bad, c]);
    expect(withEntry(settings, '9', undefined)).toEqual([a, bad]);
    expect(withEntry(settings, 'new', c)).toEqual([a, bad, c, c]);
    expect(withEntry({}, 'new', a)).toEqual([a]);
    expect(entryOf(settings, '9')).toBe(c);
  });
});

describe('a start page', () => {
  const { filters } = organizationFilters({
    savedFilters: [
      { name: 'OOM', link },
      { id: '7', name: 'events', link },
    ],
  });

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['events', { page: 'events' }],
    ['filter:OOM', { filter: filters.find(({ name }) => name === 'OOM') }],
    [startAt('7'), { filter: filters.find(({ id }) => id === '7') }],
    ['filter:gone', { missing: 'filter:gone' }],
    ['OOM', { missing: 'OOM' }],
  ])('of %p is %p', (text, page) => {
    expect(startPageOf(text, filters)).toEqual(page);
  });
});
