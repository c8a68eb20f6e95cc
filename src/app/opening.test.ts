import { openingOf } from './opening';

const OWN = { page: 'events' } as const;
const COMMON = { page: 'live' } as const;
const GONE = { missing: 'filter:gone' };

describe('where the app opens', () => {
  it.each([
    ['on the own start page, as soon as it is known', { own: OWN, common: COMMON, ownReading: 'read' }, { page: OWN }],
    ["on the organization's, if there is no own", { common: COMMON, ownReading: 'read' }, { page: COMMON }],
    ['on the first page, if there is neither', { ownReading: 'read' }, {}],
    ['nowhere before the own is known', { common: COMMON, ownReading: 'waiting' }, undefined],
    [
      "on the organization's, if the own cannot be read",
      { common: COMMON, ownReading: 'failed' },
      { page: COMMON, fault: 'failed' },
    ],
    ['on the first page, if reading takes too long', { ownReading: 'late' }, { fault: 'late' }],
    [
      'on the first page, if its filter is deleted',
      { own: GONE, common: COMMON, ownReading: 'read', commonReading: 'read' },
      { fault: 'deleted' },
    ],
    ['nowhere before a filter that is not known was looked for', { own: GONE, ownReading: 'read' }, undefined],
    [
      'on the first page, if it cannot be looked for',
      { own: GONE, ownReading: 'read', commonReading: 'failed' },
      { fault: 'deleted' },
    ],
    [
      "on the first page, if the organization's is none",
      { common: GONE, ownReading: 'read', commonReading: 'read' },
      { fault: 'missing' },
    ],
  ] as const)('is %s', (_, known, expected) => {
    expect(openingOf({ commonReading: 'waiting', ...known })).toEqual(expected);
  });
});
