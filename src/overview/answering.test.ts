import { LokiError } from '../loki/error';
import { answering, type Answering, type Asked } from './answering';

const asked: Asked = { question: 'shop', barField: '_type', group: 'namespace' };
const bars = [{ labels: { _type: 'Normal' }, counts: [6007], total: 6007 }];
const groups = [{ labels: { _namespace: 'shop' }, counts: [6007], total: 6007 }];
const data = { bars, groups, done: true, asked } as unknown as Answering;
const error = new LokiError('bad gateway');

describe('counts on screen', () => {
  it('of an earlier filter are marked as loading while the new ones load', () => {
    expect(answering({ data, loading: false }, { ...asked, question: 'inc-8' })).toMatchObject({
      data: { bars },
      loading: true,
    });
  });

  it('of an earlier filter go when the new ones fail', () => {
    expect(answering({ data, error, loading: false }, { ...asked, question: 'inc-8' })).toEqual({
      error,
      loading: false,
    });
  });

  it('stay beside the error when only their refresh failed', () => {
    expect(answering({ data, error, loading: false }, asked)).toMatchObject({ data: { bars }, error });
  });

  it('by another field are never shown under the new one', () => {
    expect(answering({ data, loading: true }, { ...asked, group: 'workload' })).toMatchObject({
      data: { bars, groups: [], done: false },
      loading: true,
    });
    expect(answering({ data, loading: true }, { ...asked, barField: 'reason' }).data).toBeUndefined();
  });
});
