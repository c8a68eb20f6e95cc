import { render, screen } from '@testing-library/react';
import { recordOf } from '@kubernetes-events/event';
import en from '@kubernetes-events/reasons/en';
import { TestView } from '../../tests/app/TestView';
import Meaning from './Meaning';

jest.mock('../shared/useLanguage', () => ({ useLanguage: () => en }));

function meaningOf(reason: string, exitCode: string): string {
  const labels = { _kind: 'Pod', name: 'web-1', component: 'loki-event-collector', reason, exit_code: exitCode };
  const { unmount } = render(
    <TestView>
      <Meaning record={recordOf({ timestampNs: '1790000000000000000', line: '', labels })} />
    </TestView>
  );
  const text = screen.getByText('What it means').parentElement?.textContent ?? '';
  unmount();
  return text;
}

describe('the meaning of the end of a container', () => {
  it('includes that of its exit code', () => {
    expect(meaningOf('Error', '139')).toMatch(/Exit code 139: ended by SIGSEGV \(128 \+ 11\)/);
  });

  it('has no exit code that means nothing', () => {
    expect(meaningOf('Error', '3')).not.toContain('Exit code 3:');
    expect(meaningOf('ContainerStatusUnknown', '137')).not.toContain('Exit code 137:');
  });
});
