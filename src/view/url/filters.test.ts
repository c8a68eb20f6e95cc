import { onlyValues, toggleValue } from './filters';

describe('a chosen value', () => {
  it('replaces all filters on its field', () => {
    const filters = onlyValues([{ field: 'reason', values: ['A', 'B'], exclude: true }], { reason: 'C' });
    expect(filters).toEqual([{ field: 'reason', values: ['C'], exclude: false }]);
  });

  it('is never both included and excluded', () => {
    const filters = toggleValue([{ field: 'reason', values: ['A', 'B'], exclude: false }], 'reason', 'A', true);
    expect(filters).toEqual([
      { field: 'reason', values: ['B'], exclude: false },
      { field: 'reason', values: ['A'], exclude: true },
    ]);
  });

  it('is removed if it is chosen again', () => {
    expect(toggleValue([{ field: 'reason', values: ['A'], exclude: true }], 'reason', 'A', true)).toEqual([]);
  });
});
