import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alloyQuery } from '../../bench/query/alloy.ts';
import { countQuery, DEFAULT_BASE, type EventQuery, logQuery, objectQuery } from '../../pkg/logql/src/index.ts';

const ALL: EventQuery = { base: DEFAULT_BASE, increments: true };
const counted = (by: readonly string[], query = ALL): string =>
  alloyQuery(countQuery(query, { by, window: '60s', offset: '1ms', what: 'occurrences' }));

test('a list of events needs no parser', () => {
  assert.equal(alloyQuery(logQuery(ALL)), '{job="loki.source.kubernetes_events"}');
});

test('a count parses the fields that it groups by, and no namespace, which is a stream label', () => {
  assert.equal(
    counted(['_namespace', '_type']),
    'sum by (namespace, type) (count_over_time({job="loki.source.kubernetes_events"} | logfmt type [60s] offset 1ms))'
  );
  assert.equal(
    counted(['_namespace']),
    'sum by (namespace) (count_over_time({job="loki.source.kubernetes_events"} [60s] offset 1ms))'
  );
});

test('a count of a search filters lines before it parses them', () => {
  assert.equal(
    counted(['_host', 'reason'], { ...ALL, lines: [{ text: 'a | b' }] }),
    'sum by (sourcehost, reason) (count_over_time({job="loki.source.kubernetes_events"} |~ "(?i)a \\\\| b" | logfmt sourcehost, reason [60s] offset 1ms))'
  );
});

test('the events of an object are read from the streams of its namespace', () => {
  const object = { cluster: '', namespace: 'team-7', kind: 'Pod', name: 'pod-7' };
  assert.equal(
    alloyQuery(logQuery(objectQuery(ALL, object))),
    '{job="loki.source.kubernetes_events", namespace="team-7"} | logfmt kind, name | cluster="" | kind="Pod" | namespace="team-7" | name="pod-7"'
  );
});
