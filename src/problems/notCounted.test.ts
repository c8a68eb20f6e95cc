import { notCounted } from './notCounted';

describe('what the counts leave out', () => {
  it('is nothing, unless failed readiness probes are too many to be counted', () => {
    expect(notCounted({}, 'utc')).toBe('');
    const from = Date.parse('2026-11-26T11:00:00Z');
    expect(notCounted({ readinessFrom: from }, 'utc')).toMatch(
      /^Failed readiness probes before 11-26 11:00:00 are not counted/
    );
  });
});
