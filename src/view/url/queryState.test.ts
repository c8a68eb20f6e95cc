import { queryState } from './queryState';

describe('a query for events of other programs', () => {
  it.each([
    [
      '{job="loki.source.kubernetes_events", namespace="shop"} |= "back-off" | logfmt | kind="Pod" | type="Warning"',
      {
        base: 'job="loki.source.kubernetes_events", namespace="shop"',
        filters: [
          { field: '_kind', values: ['Pod'], exclude: false },
          { field: '_type', values: ['Warning'], exclude: false },
        ],
        lines: [{ text: 'back-off', exclude: false, regexp: false, caseSensitive: true }],
        left: [],
      },
    ],
    [
      '{service_name="otel"} | k8s_event_reason="BackOff" | k8s_node_name!="n1"',
      {
        base: 'service_name="otel"',
        filters: [
          { field: 'reason', values: ['BackOff'], exclude: false },
          { field: '_host', values: ['n1'], exclude: true },
        ],
        lines: [],
        left: [],
      },
    ],
    [
      '{job="integrations/kubernetes/eventhandler"} | logfmt | count > 5',
      {
        base: 'job="integrations/kubernetes/eventhandler"',
        filters: [],
        lines: [],
        left: ['| logfmt', '| count > 5'],
      },
    ],
  ])('becomes the filters of the app: %s', (expr, expected) => {
    expect(queryState(expr)).toEqual(expected);
  });
});

it('becomes the filters of the app if its answer has events of another program, however it selects them', () => {
  const expr = '{service_name="otel-watch"} | k8s_namespace_name="shop"';
  expect(queryState(expr, true)).toEqual({
    base: 'service_name="otel-watch"',
    filters: [{ field: '_namespace', values: ['shop'], exclude: false }],
    lines: [],
    left: [],
  });
});
