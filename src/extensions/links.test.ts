import { AppPlugin, PluginExtensionPoints } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { PAGES } from '../app/Keyboard';
import manifest from '../plugin.json';
import { ROOT } from '../view/appId';
import { addLinks } from './links';

const HOUR = 3600_000;
const links = addLinks(new AppPlugin()).addedLinkConfigs;

/** Where the action of an alert leads, if the alert has it. */
function alertLink(instance: { labels: Record<string, string>; activeAt?: string }): URL | undefined {
  const link = links.find(({ targets }) => targets.includes(PluginExtensionPoints.AlertInstanceAction));
  const path = link?.configure?.({ instance } as never)?.path;
  return path ? new URL(path, 'http://grafana') : undefined;
}

describe('links from the rest of Grafana', () => {
  it('stand in plugin.json with the same titles, descriptions and targets', () => {
    const declared = manifest.extensions.addedLinks;
    expect(links.map(({ title, description, targets }) => ({ title, description, targets }))).toEqual(declared);
  });

  it('lead from the command palette to pages that there are', () => {
    const inPalette = links.filter(({ targets }) => targets.includes(PluginExtensionPoints.CommandPalette));
    const opened = inPalette.map((link) => {
      link.onClick?.(undefined, {} as never);
      return locationService.getLocation().pathname;
    });
    const pages = Object.values(PAGES).map((page) => `${ROOT}/${page}`);
    expect(new Set(opened).size).toBe(4);
    expect(opened.filter((page) => !pages.includes(page))).toEqual([]);
    expect(inPalette.filter(({ title }) => !title.includes('Kubernetes'))).toEqual([]);
  });

  it('pass on the labels of an alert, and the hours around its start', () => {
    const labels = { namespace: 'shop', object: 'Deployment/web' };
    const link = alertLink({ labels, activeAt: '2026-11-25T03:00:00Z' });
    const started = Date.parse('2026-11-25T03:00:00Z');
    expect(link?.pathname).toBe('/a/lokievents-kubernetes-app/open');
    expect(Object.fromEntries(link?.searchParams ?? [])).toEqual({
      labels: JSON.stringify(labels),
      from: String(started - HOUR),
      to: String(started + HOUR),
    });
  });

  it('leave the range open for an alert that is not active', () => {
    const link = alertLink({ labels: { pod: 'web-1' }, activeAt: '0001-01-01T00:00:00Z' });
    expect([...(link?.searchParams.keys() ?? [])]).toEqual(['labels']);
  });

  it.each([
    [{ cluster: 'eu', object: 'Node/n1' }, true],
    [{ namespace: 'shop' }, true],
    [{ object: 'bucket' }, false],
    [{ job: 'x', namespace: '' }, false],
  ])('are there for an alert whose labels name an object or a place: %j', (labels, expected) => {
    expect(alertLink({ labels }) !== undefined).toBe(expected);
  });
});
