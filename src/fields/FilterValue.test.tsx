import { fireEvent, render, screen } from '@testing-library/react';
import { type View, ViewContext } from '../view/ViewContext';
import { parseState } from '../view/url/state';
import { FilterValue } from './FilterValue';

function shown(update: jest.Mock, value = 'shop') {
  const view = { state: parseState(''), update } as unknown as View;
  render(
    <ViewContext.Provider value={view}>
      <FilterValue field="_namespace" value={value} />
    </ViewContext.Provider>
  );
  return screen.getByRole('button');
}

describe('a value on screen', () => {
  it('filters by itself on a click', () => {
    const update = jest.fn();
    const button = shown(update);
    expect(button.textContent).toBe('shop');
    fireEvent.click(button);
    expect(update).toHaveBeenCalledWith({ filters: [{ field: '_namespace', values: ['shop'], exclude: false }] });
  });

  it('shows a word where it is empty', () => {
    expect(shown(jest.fn(), '').textContent).toBe('(none)');
  });

  it('is left out on an Alt-click', () => {
    const update = jest.fn();
    fireEvent.click(shown(update), { altKey: true });
    expect(update).toHaveBeenCalledWith({ filters: [{ field: '_namespace', values: ['shop'], exclude: true }] });
  });
});
