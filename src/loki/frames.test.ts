import { createDataFrame, FieldType } from '@grafana/data';
import { recordsOf, seriesOf } from './frames';

const labels = { _kind: 'Pod', _namespace: 'shop', reason: 'BackOff', name: 'web-1', event_uid: 'u1' };

describe('log frames', () => {
  it.each([
    [
      'with a labels, Time, Line and tsNs field',
      [
        { name: 'labels', type: FieldType.other, values: [labels] },
        { name: 'Time', type: FieldType.time, values: [1790000000123] },
        { name: 'Line', type: FieldType.string, values: ['Message:gone, '] },
        { name: 'tsNs', type: FieldType.string, values: ['1790000000123456789'] },
        { name: 'id', type: FieldType.string, values: ['x'] },
      ],
    ],
    [
      'with a timestamp and a body field',
      [
        { name: 'timestamp', type: FieldType.time, values: [1790000000123], nanos: [456789] },
        { name: 'body', type: FieldType.string, values: ['Message:gone, '] },
        { name: 'labels', type: FieldType.other, values: [JSON.stringify(labels)] },
      ],
    ],
  ])('are read %s', (_, fields) => {
    const [record] = recordsOf([createDataFrame({ fields })]);
    expect(record).toMatchObject({
      timestampNs: '1790000000123456789',
      timeMs: 1790000000123,
      kind: 'Pod',
      namespace: 'shop',
      reason: 'BackOff',
      name: 'web-1',
    });
  });

  it.each(['not JSON', '{"a":', '"text"', '[1,2]', 'null', '', '5', 7, null, undefined])(
    'are read without labels if a field of that name holds %j',
    (value) => {
      const fields = [
        { name: 'Time', type: FieldType.time, values: [1790000000123] },
        { name: 'Line', type: FieldType.string, values: ['Kind:Pod, Name:web-1, Reason:BackOff, Message:gone, '] },
        { name: 'labels', type: FieldType.string, values: [value] },
      ];
      expect(recordsOf([createDataFrame({ fields })])).toMatchObject([{ labels: {}, reason: 'BackOff' }]);
    }
  );

  it('are none where there is nothing', () => {
    expect(recordsOf([createDataFrame({ fields: [] })])).toEqual([]);
  });
});

describe('metric frames', () => {
  it('are series over time', () => {
    const frame = createDataFrame({
      fields: [
        { name: 'Time', type: FieldType.time, values: [1, 2] },
        { name: 'Value', type: FieldType.number, values: [3, 4], labels: { _type: 'Warning' } },
      ],
    });
    expect(seriesOf([frame])).toEqual([{ labels: { _type: 'Warning' }, times: [1, 2], values: [3, 4] }]);
  });

  it('are a row for each group where the query was for an instant', () => {
    const frame = createDataFrame({
      fields: [
        { name: 'Time', type: FieldType.time, values: [1, 1] },
        { name: 'reason', type: FieldType.string, values: ['BackOff', ''] },
        { name: 'Value #A', type: FieldType.number, values: [3, 4] },
      ],
    });
    expect(seriesOf([frame]).map(({ labels: of, values }) => [of.reason, values])).toEqual([
      ['BackOff', [3]],
      ['', [4]],
    ]);
  });
});
