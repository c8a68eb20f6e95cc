import { act, renderHook } from '@testing-library/react';
import { type ReactNode } from 'react';
import { TestView } from '../../tests/app/TestView';
import { type Actions } from '../view/Actions';
import { useAppActions } from './useAppActions';

const WEB = { cluster: 'eu', namespace: 'shop', kind: 'Pod', name: 'web-1' };

const sorted = (search: string) => [...new URLSearchParams(search)].sort();

/** What an action makes of an address. */
function after(search: string, run: (actions: Actions) => void) {
  const onChange = jest.fn();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestView search={search} onChange={onChange}>
      {children}
    </TestView>
  );
  const { result } = renderHook(() => useAppActions(), { wrapper });
  act(() => run(result.current));
  const [changed, options] = onChange.mock.calls[0] as [string, object?];
  return { params: sorted(changed), ...options };
}

describe('an action in the app', () => {
  it.each([
    ['includes only a value', '?f=reason!%3DA&by=kind', ({ only }) => only({ reason: 'B' }), '?by=kind&f=reason=B', {}],
    [
      'includes only the values of a group',
      '?f=_kind%3DNode',
      ({ only }) => only({ _namespace: 'shop', _kind: 'Pod' }),
      '?f=_namespace=shop&f=_kind=Pod',
      {},
    ],
    ['excludes a value that was included', '?f=reason%3DA', ({ not }) => not('reason', 'A'), '?f=reason!=A', {}],
    ['ends the exclusion of a value', '?f=reason!%3DA', ({ not }) => not('reason', 'A'), '', {}],
    ['opens an event', '', ({ openEvent }) => openEvent('1/a/2'), '?event=1/a/2', { replace: false }],
    ['moves to another event', '?event=x', ({ openEvent }) => openEvent('y'), '?event=y', { replace: true }],
    ['closes an event', '?event=x&f=reason%3DA', ({ closeEvent }) => closeEvent(), '?f=reason=A', {}],
    [
      'opens the story of another object',
      '?event=x&uid=u&ns=pay&name=old',
      ({ openStory }) => openStory(WEB),
      '?cluster=eu&kind=Pod&ns=shop&name=web-1',
      { page: 'story' },
    ],
    [
      'opens a reason, whatever the catalogue was filtered by',
      '?emitter=kubelet&seen=1&event=x',
      ({ openReason }) => openReason('kubelet/BackOff', 'BackOff'),
      '?find=BackOff&entry=kubelet/BackOff',
      { page: 'reasons' },
    ],
  ] satisfies Array<[string, string, (actions: Actions) => void, string, object]>)(
    '%s',
    (_, before, run, search, options) => {
      const found = after(before, run);
      expect(found).toMatchObject({ params: sorted(search), ...options });
    }
  );
});
