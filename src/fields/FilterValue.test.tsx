import { fireEvent, render, screen } from '@testing-library/react';
import { type Actions } from '../view/Actions';
import { TestView } from '../../tests/app/TestView';
import { FilterValue } from './FilterValue';

function shown(actions: Partial<Actions>, value = 'shop') {
  render(
    <TestView actions={actions}>
      <FilterValue field="_namespace" value={value} />
    </TestView>
  );
  return screen.getByRole('button');
}

describe('a value on screen', () => {
  it('is included on a click', () => {
    const only = jest.fn();
    const button = shown({ only });
    expect(button.textContent).toBe('shop');
    fireEvent.click(button);
    expect(only).toHaveBeenCalledWith({ _namespace: 'shop' });
  });

  it('is a word if it is empty', () => {
    expect(shown({}, '').textContent).toBe('(none)');
  });

  it('is excluded on an Alt-click', () => {
    const not = jest.fn();
    fireEvent.click(shown({ not }), { altKey: true });
    expect(not).toHaveBeenCalledWith('_namespace', 'shop');
  });
});
