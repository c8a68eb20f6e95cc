import { fireEvent, render, screen } from '@testing-library/react';
import { type EventRecord, recordOf } from '@kubernetes-events/event';
import { TestView } from '../../tests/app/TestView';
import { foldedRows } from './fold';
import { useListKeys } from './useListKeys';

const eventOf = (name: string, seconds: number): EventRecord =>
  recordOf({
    timestampNs: `${1790000000 + seconds}000000000`,
    line: `Message:${name} failed, `,
    labels: { _kind: 'Pod', _namespace: 'shop', name, reason: `${name}-failed`, event_uid: name },
  });

function Rows({ records }: { records: EventRecord[] }) {
  const rows = foldedRows(records, 'workload');
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
  let now = { records, event: '' };
  const list = () => (
    <TestView search={`?${new URLSearchParams({ event: now.event })}`} actions={actions} onChange={onChange}>
      <Rows records={now.records} />
    </TestView>
  );
  const show = (change: Partial<typeof now>) => {
    now = { ...now, ...change };
    rerender(list());
  };
  const onChange = jest.fn();
  const actions = {
    only: jest.fn(),
    not: jest.fn(),
    openStory: jest.fn(),
    openEvent: jest.fn((event: string) => show({ event })),
    closeEvent: jest.fn(() => show({ event: '' })),
  };
  const { rerender } = render(list());
  return {
    actions,
    onChange,
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
    list.show({ event: c.id });
    expect(list.current()).toBe('c');
    list.press('s');
    expect(list.actions.openStory).toHaveBeenCalledWith(c);
  });

  it('stay on the event when its details are closed', () => {
    const list = shown([a, b, c]);
    list.show({ event: c.id });
    list.press('Escape');
    expect(list.actions.closeEvent).toHaveBeenCalledTimes(1);
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
    expect(list.actions.not).toHaveBeenCalledWith('reason', 'c-failed');
  });

  it('stay on the event when it is folded under a newer one', () => {
    const list = shown([b, c]);
    list.press('j');
    list.press('j');
    const newer = eventOf('c', 5);
    list.show({ records: [newer, b, c] });
    expect(list.current()).toBe('c');
    list.press('Enter');
    expect(list.actions.openEvent).toHaveBeenLastCalledWith(c.id);
  });

  it('do nothing when the event has left the list', () => {
    const list = shown([a, b]);
    list.press('j');
    list.show({ records: [b] });
    for (const key of ['s', 'x', 'o', 't', 'Enter']) {
      list.press(key);
    }
    for (const action of [...Object.values(list.actions), list.onChange]) {
      expect(action).not.toHaveBeenCalled();
    }
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
    expect(list.onChange).toHaveBeenLastCalledWith(`?${new URLSearchParams({ event: a.id })}`, { page: 'timeline' });
    expect(page.mock.calls.map(([{ key }]: [KeyboardEvent]) => key)).toEqual(['t', 'j']);
  });

  it.each(['dialog', 'menu'])('leave the list alone under a %s, also with the Escape that closes it', (role) => {
    const { press, actions } = shown([a, b]);
    press('j');
    press('Enter');
    jest.clearAllMocks();
    const open = document.createElement('div');
    open.setAttribute('role', role);
    document.body.append(open);
    const closeIt = (event: KeyboardEvent) => event.key === 'Escape' && open.remove();
    document.body.addEventListener('keydown', closeIt);
    try {
      for (const key of ['j', 'k', 'Enter', 's', 't', 'x', 'o', 'Escape']) {
        press(key);
      }
      Object.values(actions).forEach((action) => expect(action).not.toHaveBeenCalled());
      expect(open.isConnected).toBe(false);
      press('Escape');
      expect(actions.closeEvent).toHaveBeenCalled();
    } finally {
      document.body.removeEventListener('keydown', closeIt);
      open.remove();
    }
  });

  it('open the story of the workload from a row of several pods, and of the pod from its details', () => {
    const onPod = (name: string, at: number) => ({
      ...eventOf(name, at),
      reason: 'BackOff',
      message: 'x',
      workload: 'Deployment/web',
    });
    const { press, actions, show } = shown([onPod('web-1', 1), onPod('web-0', 0)]);
    press('j');
    press('s');
    expect(actions.openStory).toHaveBeenLastCalledWith(expect.objectContaining({ kind: 'Deployment', name: 'web' }));
    show({ event: onPod('web-0', 0).id });
    press('s');
    expect(actions.openStory).toHaveBeenLastCalledWith(expect.objectContaining({ kind: 'Pod', name: 'web-0' }));
  });

  it('do not act while the focus is in a box', () => {
    const list = shown([a, d]);
    const box = document.body.appendChild(document.createElement('input'));
    fireEvent.keyDown(box, { key: 'j' });
    box.remove();
    expect(list.current()).toBeUndefined();
  });
});
