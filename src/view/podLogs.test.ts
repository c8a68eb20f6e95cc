import { DEFAULT_LOGS_SELECTOR, filledSelector } from './podLogs';

const of = { namespace: 'shop', pod: 'web-1', container: 'main', atMs: 0 };

describe('the selector of a pod’s logs', () => {
  it.each([
    ['the default', DEFAULT_LOGS_SELECTOR, of, '{namespace="shop", pod="web-1", container="main"}'],
    [
      'what is not known is left out',
      DEFAULT_LOGS_SELECTOR,
      { ...of, container: '' },
      '{namespace="shop", pod="web-1"}',
    ],
    [
      'one of their own',
      '{job="{namespace}/{pod}", k8s_pod_name="{pod}"} |= "x"',
      of,
      '{job="shop/web-1", k8s_pod_name="web-1"} |= "x"',
    ],
    ['names are quoted', '{pod="{pod}"}', { ...of, pod: 'a"b' }, '{pod="a\\"b"}'],
  ])('%s', (_, template, logs, selector) => {
    expect(filledSelector(template, logs)).toBe(selector);
  });
});
