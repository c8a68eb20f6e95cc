import { fireEvent, render, screen } from '@testing-library/react';
import { recordOf } from '@kubernetes-events/event';
import { TestView } from '../../tests/app/TestView';
import { testIds } from '../shared/testIds';
import { type SharedTime, TimeContext } from '../shared/time/TimeContext';
import { Life } from './Life';
import { type Story } from './storyOf';
import { Summary } from './Summary';

const START = 1_790_000_000_000;
const MINUTE = 60_000;

const event = (minute: number, reason: string, type = 'Normal', count = 1) =>
  recordOf({
    timestampNs: `${START + minute * MINUTE}000000`,
    line: `Message: ${reason} it, `,
    labels: {
      _kind: 'Pod',
      _namespace: 'shop',
      name: 'web',
      reason,
      _type: type,
      count: String(count),
      event_uid: reason,
    },
  });

const own = [
  event(0, 'Scheduled'),
  event(1, 'Pulled'),
  event(2, 'Started'),
  event(60, 'BackOff', 'Warning', 60),
  event(61, 'BackOff', 'Warning', 61),
  event(62, 'Unhealthy', 'Warning', 12),
];
const STORY: Story = {
  object: { cluster: '', namespace: 'shop', kind: 'Pod', name: 'web' },
  clusters: [''],
  lives: [],
  own,
  first: own[0]?.timeMs,
  relations: [],
  related: [],
  left: 0,
  cut: false,
  family: 'loaded',
};

function show(selected = '', openEvent = jest.fn(), story = STORY) {
  const time = { timeZone: 'Asia/Tokyo', span: { from: START, to: START } } as unknown as SharedTime;
  render(
    <TimeContext.Provider value={time}>
      <TestView search={`?${new URLSearchParams({ event: selected })}`} actions={{ openEvent }}>
        <Summary story={story} />
        <Life story={story} loading={false} />
      </TestView>
    </TimeContext.Provider>
  );
  return openEvent;
}

const rows = () => screen.queryAllByTestId(testIds.moment);

describe('the life of an object', () => {
  it('has as many occurrences in the summary as in the rows', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: /3 earlier events/ }));
    const counts = rows().map((row) => Number(row.dataset.count));
    expect(counts).toEqual([1, 1, 1, 61, 12]);
    expect(screen.getByText('76, 73 of them warnings')).toBeTruthy();
  });

  it('opens at the first warning, with the first and the last time of what repeats', () => {
    show();
    expect(rows()).toHaveLength(2);
    // 23:13:20 of 2026-09-21 in Tokyo, an hour and a minute on.
    expect(rows()[0]?.textContent).toMatch(/^09-22 00:13:20– 09-22 00:14:20BackOff×61/);
  });

  it('names a death and a change as such', () => {
    const entry = (minute: number, kind: string, reason: string, type: string) =>
      recordOf({
        timestampNs: `${START + minute * MINUTE}000000`,
        line: `Message: ${reason} it, `,
        labels: { _kind: kind, name: 'web', reason, _type: type, component: 'loki-event-collector', event_uid: reason },
      });
    show('', jest.fn(), {
      ...STORY,
      own: [
        entry(0, 'Deployment', 'NewRevision', 'Normal'),
        entry(1, 'Pod', 'OOMKilled', 'Warning'),
        event(2, 'BackOff', 'Warning'),
      ],
    });
    expect(rows().map((row) => row.querySelector('svg')?.getAttribute('aria-label'))).toEqual([
      'Change',
      'Death',
      'Warning',
    ]);
    expect(rows()[0]?.textContent).toContain('NewRevisionChange');
    expect(rows()[1]?.textContent).toContain('OOMKilledDeath');
  });

  it('says how far a related event is from one of the object, or that it is at the same time', () => {
    const relation = { ...STORY.object, kind: 'Node', name: 'n1', role: 'node', steps: 1, because: '' } as const;
    const near = (seconds: number) => ({ relation, record: event(62 + seconds / 60, `Near${seconds}`, 'Warning') });
    show('', jest.fn(), { ...STORY, related: [near(0), near(0.3), near(60)] });
    const texts = rows().map(({ textContent }) => textContent ?? '');
    expect(texts.find((text) => text.includes('Near0 it'))).toContain('Same node, at the same time as Unhealthy');
    expect(texts.find((text) => text.includes('Near0.3 it'))).toContain('Same node, 0.3 s after Unhealthy');
    expect(texts.find((text) => text.includes('Near60 it'))).toContain('Same node, 1 min after Unhealthy');
  });

  it('opens the fold that holds the selected event', () => {
    show(own[1]?.id);
    expect(rows()).toHaveLength(5);
  });

  it('has sentences that open their event', () => {
    const openEvent = show();
    fireEvent.click(screen.getByRole('button', { name: /Unhealthy 12 times/ }));
    expect(openEvent).toHaveBeenCalledWith(own[5]?.id);
  });
});
