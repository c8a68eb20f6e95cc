import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode } from 'react';
import { type LokiSource } from '../loki/source';
import { testIds } from '../shared/testIds';
import { parseState } from '../view/url/state';
import { Keyboard } from './Keyboard';
import { ViewContext } from '../view/ViewContext';

const update = jest.fn();

function show(children: ReactNode = null) {
  const view = { state: parseState(''), update, source: {} as LokiSource, query: { base: [] }, queryKey: '' };
  render(
    <div data-testid={testIds.page}>
      <ViewContext.Provider value={view}>
        <Keyboard />
        {children}
      </ViewContext.Provider>
    </div>
  );
}

describe('the keys of the pages', () => {
  beforeEach(() => update.mockClear());

  it('open a page', async () => {
    show();
    await userEvent.keyboard('t');
    expect(update).toHaveBeenCalledWith({}, { page: 'timeline' });
  });

  it('are text in a text box', async () => {
    show(<input aria-label="box" />);
    await userEvent.type(screen.getByLabelText('box'), 't?');
    expect(update).not.toHaveBeenCalled();
    expect(screen.queryByTestId(testIds.help)).toBeNull();
  });

  it('do nothing under a dialog or a menu', async () => {
    show();
    await userEvent.keyboard('?');
    expect(await screen.findByTestId(testIds.help)).toBeVisible();
    await userEvent.keyboard('t');
    expect(update).not.toHaveBeenCalled();
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
