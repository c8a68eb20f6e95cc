import { fireEvent, render, screen } from '@testing-library/react';
import { type EventRecord, recordOf } from '@kubernetes-events/event';
import { type View, ViewContext } from '../view/ViewContext';
import { parseState, type ViewState } from '../view/url/state';
import { foldedRows } from './fold';
import { useListKeys } from './useListKeys';

const SHUT: ReadonlySet<string> = new Set();

const eventOf = (name: string, seconds: number): EventRecord =>
  recordOf({
    timestampNs: `${1790000000 + seconds}000000000`,
    line: `Message:${name} failed, `,
    labels: { _kind: 'Pod', _namespace: 'shop', name, reason: `${name}-failed`, event_uid: name },
  });

function Rows({ records }: { records: EventRecord[] }) {
  const rows = foldedRows(records, SHUT);
  const { current, handlers } = useListKeys(rows, jest.fn(), jest.fn());
  return (
    <div role="grid" tabIndex={0} {...handlers}>
      {rows.map(({ key, record }, at) => (
        <div key={key} role="row" aria-current={at === current}>
          {record.name}
        </div>
      ))}
    </div>
  );
}

function shown(records: EventRecord[]) {
  let now = { records, state: parseState('') };
  const list = () => (
    <ViewContext.Provider value={{ state: now.state, update } as unknown as View}>
      <Rows records={now.records} />
    </ViewContext.Provider>
  );
  const show = (change: { records?: EventRecord[]; state?: Partial<ViewState> }) => {
    now = { records: change.records ?? now.records, state: { ...now.state, ...change.state } };
    rerender(list());
  };
  const update = jest.fn((state: Partial<ViewState>, _options?: object) => show({ state }));
  const { rerender } = render(list());
  return {
    update,
    show,
    current: () => screen.queryByRole('row', { current: true })?.textContent,
    press: (key: string) => fireEvent.keyDown(document.body, { key }),
  };
}

describe('the keys of the list', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name, at) => eventOf(name, -at)) as [
    EventRecord,
    EventRecord,
    EventRecord,
    EventRecord,
  ];

  it('act on the event that a click has opened', () => {
    const list = shown([a, b, c]);
    list.press('j');
    list.show({ state: { event: c.id } });
    expect(list.current()).toBe('c');
    list.press('s');
    expect(list.update).toHaveBeenCalledWith(expect.objectContaining({ kind: 'Pod', namespace: 'shop', name: 'c' }), {
      page: 'story',
    });
  });

  it('stay on the event when its details are closed', () => {
    const list = shown([a, b, c]);
    list.show({ state: { event: c.id } });
    list.press('Escape');
    expect(list.update).toHaveBeenLastCalledWith({ event: '' });
    expect(list.current()).toBe('c');
  });

  it('stay on the event when rows arrive on top', () => {
    const list = shown([b, c]);
    list.press('j');
    list.press('j');
    expect(list.current()).toBe('c');
    list.show({ records: [a, b, c] });
    expect(list.current()).toBe('c');
    list.press('x');
    expect(list.update).toHaveBeenLastCalledWith({
      filters: [{ field: 'reason', values: ['c-failed'], exclude: true }],
    });
  });

  it('stay on the event when it is folded under a newer one', () => {
    const list = shown([b, c]);
    list.press('j');
    list.press('j');
    const newer = eventOf('c', 5);
    list.show({ records: [newer, b, c] });
    expect(list.current()).toBe('c');
    list.press('Enter');
    expect(list.update).toHaveBeenLastCalledWith({ event: c.id });
  });

  it('do nothing when the event has left the list', () => {
    const list = shown([a, b]);
    list.press('j');
    list.show({ records: [b] });
    list.update.mockClear();
    for (const key of ['s', 'x', 'o', 't', 'Enter']) {
      list.press(key);
    }
    expect(list.update).not.toHaveBeenCalled();
  });

  it('open the timeline at the event, before the key for the page is handled', () => {
    const list = shown([a, b]);
    const page = jest.fn();
    document.addEventListener('keydown', page, true);
    list.press('t');
    expect(page).toHaveBeenCalledTimes(1);
    list.press('j');
    list.press('t');
    document.removeEventListener('keydown', page, true);
    expect(list.update).toHaveBeenLastCalledWith({ event: a.id }, { page: 'timeline' });
    expect(page.mock.calls.map(([{ key }]: [KeyboardEvent]) => key)).toEqual(['t', 'j']);
  });

  it('do not act while the focus is in a box', () => {
    const list = shown([a, d]);
    const box = document.body.appendChild(document.createElement('input'));
    fireEvent.keyDown(box, { key: 'j' });
    box.remove();
    expect(list.current()).toBeUndefined();
  });
});
