import { render, screen } from '@testing-library/react';
import { recordOf } from '@kubernetes-events/event';
import { TestView } from '../../tests/app/TestView';
import { testIds } from '../shared/testIds';
import { EventRow } from './EventRow';
import { foldedRows } from './fold';

const createdPod = (suffix: string, seconds: number) =>
  recordOf({
    timestampNs: `${1790000000 + seconds}000000000`,
    line: `Message:Created pod: web-7f9c5d6b8-${suffix}, `,
    labels: {
      _kind: 'ReplicaSet',
      _namespace: 'shop',
      name: 'web-7f9c5d6b8',
      reason: 'SuccessfulCreate',
      event_uid: suffix,
    },
  });

function showRow(partial: boolean) {
  const [row] = foldedRows([createdPod('x2x8k', 60), createdPod('qw4zt', 0)], 'object');
  if (!row) {
    throw new Error('there is no row');
  }
  render(
    <TestView>
      <EventRow
        row={row}
        index={0}
        grid=""
        columns={['count', 'message']}
        compact={false}
        wrap={false}
        relative={false}
        withDay={false}
        timeZone="utc"
        now={0}
        current={false}
        selected={false}
        open={false}
        partial={partial}
        toggle={jest.fn()}
        select={jest.fn()}
      />
    </TestView>
  );
  return { row: screen.getByTestId(testIds.row), count: screen.getByRole('button', { name: /times/ }) };
}

describe('a row that stands for several events', () => {
  it('names no pod that not all of its events are about', () => {
    const { row } = showRow(false);
    expect(row.textContent).toContain('Created pod: web-…');
    expect(row.innerHTML).not.toContain('x2x8k');
  });

  it('shows how often they happened if all events are loaded', () => {
    const { count } = showRow(false);
    expect(count.textContent).toBe('×2');
    expect(count.title).toBe('2 times in 1 min');
  });

  it('says that it counts only loaded events while there may be more', () => {
    const { count } = showRow(true);
    expect(count.textContent).toBe('×2+');
    expect(count.title).toBe('At least 2 times in 1 min: counts only the events loaded so far');
  });
});
