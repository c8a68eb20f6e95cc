import { type GrafanaConfig, locationUtil } from '@grafana/data';
import { recordOf } from '@kubernetes-events/event';
import { configuredLinks, exploreQueryLink, logsLink } from './links';

const record = recordOf({
  timestampNs: '1764000000000000000',
  line: '',
  labels: { _kind: 'Pod', _namespace: 'shop', name: 'web-1', reason: 'BackOff' },
});

function serveUnder(appSubUrl: string): void {
  locationUtil.initialize({
    config: { appSubUrl } as unknown as GrafanaConfig,
    getTimeRangeForUrl: () => ({ from: 'now-1h', to: 'now' }),
    getVariablesUrlParams: () => ({}),
  });
}

describe("an event's links", () => {
  beforeEach(() => serveUnder('/grafana'));
  afterEach(() => serveUnder(''));

  it('keep the path that Grafana is served under, for new tabs', () => {
    expect(exploreQueryLink('loki', {}, { from: 0, to: 1 })).toMatch(/^\/grafana\/explore\?/);
    expect(logsLink('/explore?ns={namespace}', record)).toBe('/grafana/explore?ns=shop');
    expect(configuredLinks([{ title: 'Board', url: '/d/pods?var-pod={pod}' }], record)).toEqual([
      { title: 'Board', href: '/grafana/d/pods?var-pod=web-1' },
    ]);
  });

  it('have it once if it is configured already', () => {
    expect(logsLink('/grafana/explore', record)).toBe('/grafana/explore');
  });

  it('lead to other sites as they are', () => {
    expect(logsLink('https://logs.example/{pod}', record)).toBe('https://logs.example/web-1');
  });
});
