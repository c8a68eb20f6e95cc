import { ticksOf } from './ticks';

const at = (time: string) => Date.parse(time);

describe('the ticks of a time axis', () => {
  it('stand at midnight of the time zone, also where clocks are put back', () => {
    const span = { from: at('2026-10-31T12:00:00Z'), to: at('2026-11-03T12:00:00Z') };
    expect(ticksOf(span, 360, 'America/New_York')).toEqual([
      { ms: at('2026-11-01T04:00:00Z'), label: '11-01' },
      { ms: at('2026-11-02T05:00:00Z'), label: '11-02' },
      { ms: at('2026-11-03T05:00:00Z'), label: '11-03' },
    ]);
  });

  it('name the day where a range has several', () => {
    const span = { from: at('2026-11-01T15:00:00Z'), to: at('2026-11-02T16:00:00Z') };
    expect(ticksOf(span, 270, 'Asia/Tokyo').map(({ label }) => label)).toEqual([
      '11-02 00:00',
      '11-02 12:00',
      '11-03 00:00',
    ]);
  });
});
