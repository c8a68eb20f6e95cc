import { recordOf } from '@kubernetes-events/event';
import { columnsFor, constantColumns, gridOf, widthsOf } from './columns';
import { MESSAGE_WIDTH } from './measures';
import { DEFAULT_COLUMNS } from './url';

const eventIn = (namespace: string, host: string, reason = 'BackOff') =>
  recordOf({ timestampNs: '1790000000000000000', line: '', labels: { _namespace: namespace, _host: host, reason } });

describe('the columns of the list', () => {
  it('give way where there is no room: what one chose beside the usual ones last', () => {
    expect(columnsFor(DEFAULT_COLUMNS, 1200)).toEqual(['reason', 'namespace', 'object', 'message', 'count', 'host']);
    expect(columnsFor([...DEFAULT_COLUMNS, 'component'], 1000)).toEqual([
      'reason',
      'namespace',
      'object',
      'message',
      'count',
      'component',
    ]);
    expect(columnsFor([...DEFAULT_COLUMNS, 'component'], 880)).not.toContain('namespace');
    expect(columnsFor(DEFAULT_COLUMNS, 300)).toEqual(['reason', 'object', 'message', 'count']);
  });

  it('are hidden if all events have one value, which is shown elsewhere', () => {
    expect(constantColumns(DEFAULT_COLUMNS, [eventIn('shop', 'n1'), eventIn('shop', 'n2')])).toEqual([
      { name: 'namespace', value: 'shop' },
    ]);
    expect(constantColumns(DEFAULT_COLUMNS, [eventIn('shop', ''), eventIn('web', '')])).toEqual([
      { name: 'host', value: '' },
    ]);
  });

  it('stay for a single event, and if they are not chosen', () => {
    expect(constantColumns(DEFAULT_COLUMNS, [eventIn('shop', 'n1')])).toEqual([]);
    expect(constantColumns(['reason'], [eventIn('shop', 'n1'), eventIn('shop', 'n1')])).toEqual([]);
  });

  it('are as wide as what is in them, and leave the rest to the message', () => {
    const narrow = widthsOf([eventIn('shop', 'n1', 'Killing')]);
    const wide = widthsOf([eventIn('shop', 'n1', 'FailedCreatePodSandBox')]);
    expect(narrow.reason).toBeLessThan(wide.reason ?? 0);
    expect(gridOf(['reason', 'message'], 66, narrow)).toBe(
      `66px 16px minmax(${narrow.reason}px, ${narrow.reason}px) minmax(clamp(100px, 100% - ${112 + (narrow.reason ?? 0)}px, ${MESSAGE_WIDTH}px), 1fr)`
    );
  });
});
