import { chooseSource } from './chooseSource';

const SOURCES = [
  { uid: 'a', name: 'Loki A', isDefault: true },
  { uid: 'b', name: 'Loki B', isDefault: false },
];

describe('the data source to read', () => {
  it.each([
    ['the first one if none is named', '', '', 'a'],
    ["the settings' one", '', 'b', 'b'],
    ["the link's one before the settings'", 'b', 'a', 'b'],
    ['found by its name', 'Loki B', '', 'b'],
    ["Grafana's default", 'default', 'b', 'a'],
  ])('is %s', (_, inLink, inSettings, uid) => {
    expect(chooseSource(SOURCES, inLink, inSettings)).toEqual({ uid });
  });

  it('is none if the named one is not there, not another one', () => {
    expect(chooseSource(SOURCES, 'secret', 'a')).toEqual({ missing: { name: 'secret', namedBy: 'link' } });
    expect(chooseSource(SOURCES, '', 'secret')).toEqual({ missing: { name: 'secret', namedBy: 'settings' } });
    expect(chooseSource([{ uid: 'b', name: 'B', isDefault: false }], 'default')).toHaveProperty('missing');
  });

  it('is none if there is none at all', () => {
    expect(chooseSource([], '')).toEqual({ uid: undefined });
  });
});
