import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countQuery, type EventQuery, including, logQuery, objectQuery, readQuery } from '../src/index.ts';

const ALLOY: EventQuery = {
  base: [{ label: 'job', op: '=', value: 'loki.source.kubernetes_events' }],
  shapes: ['alloy-logfmt'],
};
const WATCH: EventQuery = { base: [{ label: 'service_name', op: '=', value: 'otel' }], shapes: ['watch-json'] };
const NOT_DELETED = '!~ "\\"type\\":\\"DELETED\\"}$"';

const counted = (query: EventQuery, by: readonly string[]): string =>
  countQuery(query, { by, window: '60s', offset: '1ms', what: 'occurrences' });

describe('a query for events of other programs', () => {
  const rows: Array<[string, string, string]> = [
    ['needs no parser for a list', logQuery(ALLOY), '{job="loki.source.kubernetes_events"}'],
    [
      'parses the fields that it groups by, and gives them our names',
      counted(ALLOY, ['_kind', '_type']),
      'sum by (_kind, _type) (count_over_time({job="loki.source.kubernetes_events"} | logfmt kind, type | label_format _kind=kind, _type=type [60s] offset 1ms))',
    ],
    [
      'takes fields of streams from their labels',
      counted(ALLOY, ['_namespace']),
      'sum by (_namespace) (count_over_time({job="loki.source.kubernetes_events"} | label_format _namespace=namespace [60s] offset 1ms))',
    ],
    [
      'filters lines before it parses them, and reads few streams',
      logQuery(objectQuery(ALLOY, { cluster: '', namespace: 'team-7', kind: 'Pod', name: 'pod-7' })),
      '{job="loki.source.kubernetes_events", cluster=~"", namespace=~"team-7|"} |= "Pod" |= "pod-7" | logfmt kind, name | label_format _kind=kind, _namespace=namespace | cluster="" | _kind="Pod" | _namespace="team-7" | name="pod-7"',
    ],
    [
      'leaves deletions out, and reads a path of JSON lines',
      logQuery({ ...WATCH, filters: [including('reason', 'BackOff')] }),
      `{service_name="otel"} ${NOT_DELETED} |= "BackOff" | json from_line_json_object_reason="object.reason" | label_format reason=from_line_json_object_reason | reason="BackOff"`,
    ],
    [
      'reads no line of ours, and forgets errors of lines that are none of JSON',
      counted({ ...WATCH, shapes: ['own', 'watch-json'] }, ['reason']),
      `sum by (reason) (sum_over_time({service_name="otel"} ${NOT_DELETED} | json from_line_json_object_reason="object.reason" | label_format reason=\`{{ if eq .service_name "kubernetes-events" }}{{ .reason }}{{ else }}{{ or (or .from_line_json_object_reason "") .reason "" }}{{ end }}\` | drop __error__, __error_details__ | label_format increment=\`{{ or .increment "1" }}\` | unwrap increment [60s] offset 1ms))`,
    ],
    [
      'parses nothing of what has it all in attributes',
      counted({ shapes: ['otel-attributes'] }, ['_kind', 'reason']),
      'sum by (_kind, reason) (count_over_time({_kind=~".+"} | label_format _kind=k8s_object_kind, reason=k8s_event_reason [60s] offset 1ms))',
    ],
  ];
  for (const [what, query, expected] of rows) {
    it(what, () => {
      assert.equal(query, expected);
    });
  }

  it('is read back to its filters', () => {
    const filters = [
      including('_namespace', 'shop'),
      including('_kind', 'Pod', 'Node'),
      { ...including('reason', 'Pulled', 'Pulling'), exclude: true },
      including('_host', 'n1'),
      including('workload', 'Pod/web-1'),
      including('name', 'web-1'),
    ];
    const lines = [{ text: 'back-off', exclude: false, regexp: false, caseSensitive: false }];
    const { base } = ALLOY;
    for (const shapes of [
      ['alloy-logfmt'],
      ['k8s-monitoring-logfmt'],
      ['watch-json'],
      ['own', 'alloy-json'],
    ] as const) {
      const read = readQuery(logQuery({ base, shapes, filters, lines }));
      assert.deepEqual(read, { base, filters, lines, left: [] }, shapes.join());
    }
  });

  it('keeps the stages that someone wrote', () => {
    const read = readQuery('{job="x"} | logfmt kind, level | label_format kind=level | kind="Pod"');
    assert.deepEqual(read?.left, ['| logfmt kind, level', '| label_format kind=level']);
  });
});
