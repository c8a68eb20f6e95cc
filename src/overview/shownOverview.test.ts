import { LokiError } from '../loki/error';
import { type AnsweredOverview, type OverviewQuestion, shownOverview } from './shownOverview';

const question: OverviewQuestion = { events: 'shop', barField: '_type', group: 'namespace' };
const bars = [{ labels: { _type: 'Normal' }, counts: [6007], total: 6007 }];
const groups = [{ labels: { _namespace: 'shop' }, counts: [6007], total: 6007 }];
const data = { bars, groups, done: true, question } as unknown as AnsweredOverview;
const error = new LokiError('bad gateway');

describe('counts on screen', () => {
  it('of an earlier filter are marked as loading while the new ones load', () => {
    expect(shownOverview({ data, loading: false }, { ...question, events: 'inc-8' })).toMatchObject({
      data: { bars },
      loading: true,
    });
  });

  it('of an earlier filter go when the new ones fail', () => {
    expect(shownOverview({ data, error, loading: false }, { ...question, events: 'inc-8' })).toEqual({
      error,
      loading: false,
    });
  });

  it('stay beside the error when only their refresh failed', () => {
    expect(shownOverview({ data, error, loading: false }, question)).toMatchObject({ data: { bars }, error });
  });

  it('by another field are never shown under the new one', () => {
    expect(shownOverview({ data, loading: true }, { ...question, group: 'workload' })).toMatchObject({
      data: { bars, groups: [], done: false },
      loading: true,
    });
    expect(shownOverview({ data, loading: true }, { ...question, barField: 'reason' }).data).toBeUndefined();
  });
});
