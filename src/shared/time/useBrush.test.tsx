import { fireEvent, render, screen } from '@testing-library/react';
import { useBrush } from './useBrush';

const click = jest.fn();
const zoom = jest.fn();

function Plot() {
  const { onMouseDown } = useBrush({ msAt: (x) => x, zoom, click });
  return <div data-testid="plot" onMouseDown={onMouseDown} />;
}

function drag(from: number, to: number, buttons: { button?: number; ctrlKey?: boolean } = {}) {
  fireEvent.mouseDown(screen.getByTestId('plot'), { clientX: from, ...buttons });
  fireEvent.mouseMove(window, { clientX: to, ...buttons });
  fireEvent.mouseUp(window, { clientX: to, ...buttons });
}

describe('a brush over a time axis', () => {
  beforeEach(() => {
    jest.clearAllMocks();
    render(<Plot />);
  });

  it('goes to where it is clicked', () => {
    drag(100, 100);
    expect(click.mock.calls).toEqual([[100]]);
    expect(zoom).not.toHaveBeenCalled();
  });

  it('zooms to what is dragged over, in either direction', () => {
    drag(100, 200);
    drag(200, 100);
    expect(zoom.mock.calls).toEqual([[{ from: 100, to: 200 }], [{ from: 100, to: 200 }]]);
    expect(click).not.toHaveBeenCalled();
  });

  it.each([
    ['the right button', { button: 2 }],
    ['Ctrl, as on a Mac', { ctrlKey: true }],
  ])("leaves presses that open the browser's menu alone: %s", (_, buttons) => {
    drag(100, 100, buttons);
    drag(100, 200, buttons);
    expect(click).not.toHaveBeenCalled();
    expect(zoom).not.toHaveBeenCalled();
  });
});
