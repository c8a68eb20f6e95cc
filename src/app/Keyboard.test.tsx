import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode } from 'react';
import { testIds } from '../shared/testIds';
import { Keyboard } from './Keyboard';
import { TestView } from '../../tests/app/TestView';

const onChange = jest.fn();

function show(children: ReactNode = null) {
  render(
    <div data-testid={testIds.page}>
      <TestView search="?f=reason%3DBackOff" onChange={onChange}>
        <Keyboard />
        {children}
      </TestView>
    </div>
  );
}

describe('the keys of the pages', () => {
  beforeEach(() => onChange.mockClear());

  it('open a page', async () => {
    show();
    await userEvent.keyboard('t');
    expect(onChange).toHaveBeenCalledWith('?f=reason%3DBackOff', { page: 'timeline' });
  });

  it('are text in a text box', async () => {
    show(<input aria-label="box" />);
    await userEvent.type(screen.getByLabelText('box'), 't?');
    expect(onChange).not.toHaveBeenCalled();
    expect(screen.queryByTestId(testIds.help)).toBeNull();
  });

  it('do nothing under a dialog or a menu', async () => {
    show();
    await userEvent.keyboard('?');
    expect(await screen.findByTestId(testIds.help)).toBeVisible();
    await userEvent.keyboard('t');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('are listed by a button, too', async () => {
    show();
    await userEvent.click(screen.getByTestId(testIds.helpButton));
    expect(await screen.findByTestId(testIds.help)).toBeVisible();
  });

  it('leave a text box with Escape, unless the box takes it', async () => {
    show(
      <>
        <input aria-label="plain" />
        <input aria-label="with a list" onKeyDown={(event) => event.key === 'Escape' && event.preventDefault()} />
      </>
    );
    await userEvent.type(screen.getByLabelText('plain'), 'x{Escape}');
    expect(screen.getByLabelText('plain')).not.toHaveFocus();
    await userEvent.type(screen.getByLabelText('with a list'), 'x{Escape}');
    expect(screen.getByLabelText('with a list')).toHaveFocus();
  });
});
