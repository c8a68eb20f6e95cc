import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { TestView } from '../../tests/app/TestView';
import { CopyAs } from '../shared/CopyAs';
import { FilterValue } from './FilterValue';
import { Marked } from '../shared/values/Marked';
import { Sparkline } from '../shared/values/Sparkline';

describe('the buttons beside a value', () => {
  it('appear on focus, include and exclude, and go with the focus', () => {
    const [only, not] = [jest.fn(), jest.fn()];
    render(
      <TestView actions={{ only, not }}>
        <FilterValue field="_namespace" value="shop" />
        <button>after</button>
      </TestView>
    );
    expect(screen.queryByLabelText('Without shop')).toBeNull();
    act(() => screen.getByText('shop').focus());
    fireEvent.click(screen.getByLabelText('Only shop'));
    expect(only).toHaveBeenCalledWith({ _namespace: 'shop' });
    fireEvent.click(screen.getByLabelText('Without shop'));
    expect(not).toHaveBeenCalledWith('_namespace', 'shop');
    act(() => screen.getByText('after').focus());
    expect(screen.queryByLabelText('Without shop')).toBeNull();
  });
});

describe('the menu of forms to copy in', () => {
  it('gives the focus back to its button on Escape', async () => {
    render(<CopyAs copies={[{ name: 'JSON', text: () => '{}' }]} />);
    const button = screen.getByText('Copy as').closest('button');
    button?.focus();
    fireEvent.click(screen.getByText('Copy as'));
    await screen.findByText('JSON');
    fireEvent.keyDown(screen.getByText('JSON'), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByText('JSON')).toBeNull());
    await waitFor(() => expect(button).toHaveFocus());
  });
});

describe('a sparkline', () => {
  const heights = (type: string) =>
    (document.querySelector(`path[data-type="${type}"]`)?.getAttribute('d') ?? '').split('M').filter(Boolean).length;

  it('shows warnings as the part of the counts that they are', () => {
    render(<Sparkline counts={[10, 4, 0]} warnings={[1, 0, 0]} width={30} height={10} />);
    expect([heights('Normal'), heights('Warning')]).toEqual([2, 1]);
  });
});

describe('a searched text', () => {
  it('is marked wherever it is', () => {
    render(<Marked text="quota: team-quota" mark={/quota/g} />);
    expect(screen.getAllByText('quota').map(({ tagName }) => tagName)).toEqual(['MARK', 'MARK']);
  });
});
