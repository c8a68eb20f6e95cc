import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Event, fromGoTime, goTime, nanosOf, timestampOf } from '../src/index.ts';

describe('nanosOf', () => {
  const rows: Array<[string, unknown, bigint | undefined]> = [
    ['whole seconds', '2020-10-12T08:51:05Z', 1602492665000000000n],
    ['microseconds', '2020-10-12T08:51:05.123456Z', 1602492665123456000n],
    ['nanoseconds', '2020-10-12T08:51:05.123456789Z', 1602492665123456789n],
    ['more digits than nanoseconds', '2020-10-12T08:51:05.1234567891Z', 1602492665123456789n],
    ['an offset', '2020-10-12T10:51:05+02:00', 1602492665000000000n],
    ['lower case', '2020-10-12t08:51:05z', 1602492665000000000n],
    ["Go's zero time", '0001-01-01T00:00:00Z', undefined],
    ['a day that is none', '2020-13-41T08:51:05Z', undefined],
    ['beyond int64', '9999-12-31T23:59:59Z', undefined],
    ['an empty text', '', undefined],
    ['null', null, undefined],
    ['a number', 1602492665, undefined],
    ['no zone', '2020-10-12T08:51:05', undefined],
  ];
  for (const [name, time, nanos] of rows) {
    it(`reads ${name}`, () => assert.equal(nanosOf(time), nanos));
  }
});

describe('timestampOf', () => {
  const metadata = { creationTimestamp: '2020-01-01T00:00:01Z' };
  const rows: Array<[string, Event, bigint]> = [
    [
      'the series before all others',
      {
        series: { lastObservedTime: '2020-01-01T00:00:05.000001Z' },
        lastTimestamp: '2020-01-01T00:00:04Z',
        eventTime: '2020-01-01T00:00:03.000001Z',
        metadata,
      },
      1577836805000001000n,
    ],
    [
      'lastTimestamp before eventTime',
      { lastTimestamp: '2020-01-01T00:00:04.5Z', eventTime: '2020-01-01T00:00:03.1Z' },
      1577836804500000000n,
    ],
    [
      'eventTime before firstTimestamp',
      { eventTime: '2020-01-01T00:00:03.1Z', firstTimestamp: '2020-01-01T00:00:02.1Z' },
      1577836803100000000n,
    ],
    ['firstTimestamp before creation', { firstTimestamp: '2020-01-01T00:00:02.1Z', metadata }, 1577836802100000000n],
    ['creation at last', { metadata }, 1577836801000000000n],
    ['no zero time', { lastTimestamp: '0001-01-01T00:00:00Z', metadata }, 1577836801000000000n],
    ['nothing', {}, 0n],
    [
      'the revision in a whole second',
      { metadata: { ...metadata, resourceVersion: '45897350' } },
      1577836801000897350n,
    ],
    [
      'a revision over 2^53',
      { metadata: { ...metadata, resourceVersion: '90071992547409931234' } },
      1577836801000931234n,
    ],
    ['no revision that is no number', { metadata: { ...metadata, resourceVersion: 'abc' } }, 1577836801000000000n],
    [
      'no revision beside microseconds',
      { eventTime: '2020-01-01T00:00:03.1Z', metadata: { resourceVersion: '7' } },
      1577836803100000000n,
    ],
  ];
  for (const [name, event, nanos] of rows) {
    it(`takes ${name}`, () => assert.equal(timestampOf(event), nanos));
  }
});

describe('goTime', () => {
  const rows: Array<[string, string, string]> = [
    ['2020-10-12T08:51:05Z', '2020-10-12 08:51:05 +0000 UTC', '2020-10-12T08:51:05Z'],
    ['2020-10-12T08:51:05.120000Z', '2020-10-12 08:51:05.12 +0000 UTC', '2020-10-12T08:51:05.12Z'],
    ['2020-10-12T08:51:05+02:30', '2020-10-12 08:51:05 +0230 +0230', '2020-10-12T08:51:05+02:30'],
    ['0001-01-01T00:00:00Z', '', ''],
  ];
  for (const [time, printed, back] of rows) {
    it(`prints ${time} as Go does, and reads it back`, () => {
      assert.equal(goTime(time), printed);
      assert.equal(fromGoTime(printed), back);
    });
  }
});
