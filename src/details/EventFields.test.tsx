import { render, screen } from '@testing-library/react';
import { recordOf } from '@kubernetes-events/event';
import { TestView } from '../../tests/app/TestView';
import { type SharedTime, TimeContext } from '../shared/time/TimeContext';
import { EventFields } from './EventFields';

function showFields(labels: Record<string, string>) {
  const record = recordOf({
    timestampNs: `${Date.parse('2026-11-26T04:03:20Z')}000000`,
    line: '',
    labels: { _kind: 'Pod', _type: 'Warning', name: 'web-1', component: 'loki-event-collector', ...labels },
  });
  render(
    <TimeContext.Provider value={{ timeZone: 'utc' } as unknown as SharedTime}>
      <TestView>
        <EventFields record={record} />
      </TestView>
    </TimeContext.Provider>
  );
}

/** What stands beside a field's name. */
const valueOf = (name: string) => screen.getByText(name, { selector: 'dt' }).nextElementSibling?.textContent;
const names = () => screen.getAllByRole('term').map(({ textContent }) => textContent);

describe('the fields of an event', () => {
  it('say in words how a container ended, before other fields', () => {
    showFields({
      reason: 'Error',
      container: 'main',
      exit_code: '139',
      signal: '11',
      restart_count: '4',
      image: 'registry/web:1.4.2',
      started_at: '2026-11-26T04:00:00Z',
    });
    expect(valueOf('Exit code')).toMatch(/^139/);
    expect(valueOf('Signal')).toMatch(/^SIGSEGV/);
    expect(valueOf('Restarts before')).toMatch(/^4/);
    expect(valueOf('Started')).toMatch(/^2026-11-26 04:00:00.*, ran for 3 min/);
    const shown = names();
    expect(shown.slice(shown.indexOf('Container'))).toEqual([
      'Container',
      'Exit code',
      'Signal',
      'Restarts before',
      'Image',
      'Started',
      'Component',
    ]);
  });

  it('say what changed, and by whom', () => {
    showFields({
      _kind: 'Deployment',
      reason: 'NewRevision',
      revision: '12',
      changed: 'env,image',
      changed_by: 'helm',
    });
    expect(['Revision', 'Changed fields', 'Changed by'].map(valueOf)).toEqual([
      expect.stringMatching(/^12/),
      expect.stringMatching(/^env, image/),
      expect.stringMatching(/^helm/),
    ]);
  });

  it('show a number as it is that is no known signal, and a time that is none', () => {
    showFields({ signal: '64', started_at: 'never' });
    expect(valueOf('Signal')).toMatch(/^64/);
    expect(valueOf('Started')).toMatch(/^never/);
  });
});
