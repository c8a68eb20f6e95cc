import { createDataFrame, dateTime, FieldType, LoadingState } from '@grafana/data';
import { type DataSourceSrv, locationService, setDataSourceSrv } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { of } from 'rxjs';
import { OBJECT_STORY, type ObjectStoryProps } from '../extensions/objectStory';
import { plugin } from '../module';
import manifest from '../plugin.json';
import { spanOf } from '../shared/time/range';
import { testIds } from '../shared/testIds';
import ObjectStory from './ObjectStory';

const TO = Date.parse('2026-11-25T03:00:00Z');
const HOUR = 3_600_000;

const event = createDataFrame({
  fields: [
    { name: 'Time', type: FieldType.time, values: [TO - HOUR] },
    {
      name: 'Line',
      type: FieldType.string,
      values: ['Reason:NodeNotReady, Message:Node n1 status is now: NodeNotReady, '],
    },
    {
      name: 'labels',
      type: FieldType.other,
      values: [{ _kind: 'Node', _type: 'Normal', name: 'n1', reason: 'NodeNotReady', cluster: 'eu' }],
    },
    { name: 'tsNs', type: FieldType.string, values: [`${TO - HOUR}000000`] },
    { name: 'id', type: FieldType.string, values: ['1'] },
  ],
});

const rangeTo = (to: number) => ({
  from: dateTime(to - 3 * HOUR),
  to: dateTime(to),
  raw: { from: 'now-3h', to: 'now' },
});

interface Asked {
  expr: string;
  to: number;
}

function embed(props: Partial<ObjectStoryProps> = {}) {
  const asked: Asked[] = [];
  const settings = [
    { uid: 'events', name: 'Events', type: 'loki' },
    { uid: 'other', name: 'Other', type: 'loki' },
    { uid: 'grafana', name: '-- Grafana --', type: 'grafana' },
  ];
  const source = {
    query: ({ targets, range }: { targets: Array<{ expr: string }>; range: ObjectStoryProps['timeRange'] }) => {
      asked.push({ expr: targets[0]?.expr ?? '', to: spanOf(range).to });
      return of({ data: targets[0]?.expr.includes('service_name!=') ? [] : [event], state: LoadingState.Done });
    },
  };
  const get = jest.fn((_: { uid: string }) => Promise.resolve(source));
  setDataSourceSrv({ get, getList: () => settings } as unknown as DataSourceSrv);
  const all = { namespace: '', kind: 'Node', name: 'n1', timeRange: rangeTo(TO), timeZone: 'utc', ...props };
  const { rerender } = render(<ObjectStory {...all} />);
  return { asked, get, again: (more: Partial<ObjectStoryProps>) => rerender(<ObjectStory {...all} {...more} />) };
}

describe('the story of an object in another app', () => {
  it('stands in plugin.json as the plugin exposes it', () => {
    const exposed = plugin.exposedComponentConfigs.map(({ id, title, description }) => ({ id, title, description }));
    expect(exposed).toEqual(manifest.extensions.exposedComponents);
    expect(exposed.map(({ id }) => id)).toEqual([OBJECT_STORY]);
  });

  it('shows the events of that object, from that data source, without the way back to the app', async () => {
    const { asked, get } = embed({ datasourceUid: 'other' });
    expect(await screen.findByRole('heading', { name: /Node n1/ })).toBeInTheDocument();
    expect((await screen.findAllByText(/NodeNotReady/)).length).toBeGreaterThan(0);
    expect(get).toHaveBeenCalledWith({ uid: 'other' });
    expect(asked.some(({ expr }) => /_kind="Node"/.test(expr) && /name="n1"/.test(expr))).toBe(true);
    expect(screen.queryByRole('button', { name: 'Back' })).not.toBeInTheDocument();
  });

  it('opens an event in place, and leaves the address to the other app', async () => {
    embed();
    await userEvent.click(await screen.findByRole('button', { name: 'NodeNotReady' }));
    expect(await screen.findByTestId(testIds.details)).toBeInTheDocument();
    expect(locationService.getLocation()).toMatchObject({ pathname: '/', search: '' });
  });

  it('looks again when the other app refreshes: the range is the same text, at another time', async () => {
    const { asked, again } = embed();
    await screen.findAllByText(/NodeNotReady/);
    const before = asked.length;
    again({ timeRange: rangeTo(TO + 60_000) });
    await screen.findAllByText(/NodeNotReady/);
    expect(asked.length).toBeGreaterThan(before);
  });

  it('says which data source cannot be used', async () => {
    embed({ datasourceUid: 'gone' });
    expect(await screen.findByText(/You cannot use the Loki data source “gone”/)).toBeInTheDocument();
  });
});
