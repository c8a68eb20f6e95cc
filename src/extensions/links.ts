import { type AppPlugin, PluginExtensionPoints, type RawTimeRange } from '@grafana/data';
import { getTemplateSrv, locationService } from '@grafana/runtime';
import { ROOT } from '../view/appId';
import { type AppSettings } from '../view/settings';
import { interpolated } from '../view/url/interpolated';
import { KIND_AND_NAME } from '../view/url/kindAndName';
import { HOUR } from '../shared/time/units';

// Every page of Grafana loads this file: what a query asks for is read by the page that a link opens.

/** What of a query, in Explore or in a panel, is looked at. */
interface Target {
  expr?: string;
  datasource?: { type?: string; uid?: string } | null;
}

interface QueryContext {
  targets?: readonly Target[];
  timeRange: RawTimeRange;
  scopedVars?: Parameters<ReturnType<typeof getTemplateSrv>['replace']>[1];
}

/** Grafana's `PluginExtensionAlertInstanceContext`, as far as used. */
interface AlertContext {
  instance?: { labels?: Record<string, string>; activeAt?: string };
}

interface RuleContext {
  expression?: string;
  labels?: Record<string, string>;
}

/** Labels by which events, logs and metrics name a thing in a cluster. */
const NAMES_A_THING =
  /kubernetes-events|\b(_(kind|type|host|namespace)|(\w+_)?(namespace(_name)?|pod(_name)?|node(_?name)?))\b\s*[=!]/;

/** What Grafana's command palette offers, and the page that it leads to. People find it by its title. */
const IN_PALETTE: ReadonlyArray<readonly [title: string, description: string, page: string]> = [
  ['Kubernetes problems', 'Show what is broken in the clusters, and since when', 'problems'],
  ['Kubernetes event search', 'Filter, count and read events', 'events'],
  ['Kubernetes event timeline', 'Show when what happened to which objects', 'timeline'],
  ['Kubernetes events live', 'Follow events as they come in', 'live'],
];

/** Links from Explore, panels, alerts and the command palette: title and targets stand in plugin.json too. */
export function addLinks(plugin: AppPlugin<AppSettings>): AppPlugin<AppSettings> {
  for (const [title, description, page] of IN_PALETTE) {
    plugin.addLink({
      title,
      description,
      targets: [PluginExtensionPoints.CommandPalette],
      group: { name: 'Kubernetes' },
      icon: 'history',
      // Grafana 12.3 does nothing with a path here.
      onClick: () => locationService.push(`${ROOT}/${page}`),
    });
  }
  return plugin
    .addLink<QueryContext>({
      title: 'Kubernetes events',
      description: 'Show Kubernetes events for the resources in this query',
      targets: [PluginExtensionPoints.ExploreToolbarAction, PluginExtensionPoints.DashboardPanelMenu],
      icon: 'history',
      path: `${ROOT}/open`,
      configure: (context) => {
        const { targets = [], timeRange, scopedVars } = context ?? {};
        const target = targets.find(({ expr }) => expr && NAMES_A_THING.test(expr));
        if (!target?.expr) {
          return undefined;
        }
        const { type, uid = '' } = target.datasource ?? {};
        const expr = getTemplateSrv().replace(target.expr, scopedVars, interpolated);
        const ds = type === 'loki' ? getTemplateSrv().replace(uid, scopedVars) : '';
        return { path: openPath({ expr, ds, from: instant(timeRange?.from), to: instant(timeRange?.to) }) };
      },
    })
    .addLink<AlertContext>({
      title: 'Kubernetes problems around this alert',
      description: 'Show what was broken from an hour before to an hour after it began to fire',
      targets: [PluginExtensionPoints.AlertInstanceAction],
      icon: 'history',
      path: `${ROOT}/open`,
      configure: (context) => {
        const instance = context?.instance ?? {};
        const labels = kept(instance, 'labels');
        if (!labels || !namesAThing(labels)) {
          return undefined;
        }
        const began = Date.parse(kept(instance, 'activeAt') ?? '');
        // Grafana writes year 1 for an alert that is not active.
        const [from, to] = began > 0 ? [String(began - HOUR), String(began + HOUR)] : ['', ''];
        return { path: openPath({ labels: JSON.stringify(labels), from, to }) };
      },
    })
    .addLink<RuleContext>({
      title: 'Kubernetes events of this rule',
      description: 'Show the events that this rule counts',
      targets: [PluginExtensionPoints.AlertingAlertingRuleAction],
      icon: 'history',
      configure: (context) => (NAMES_A_THING.test(context?.expression ?? '') ? {} : undefined),
      // Grafana's menu of a rule takes a click, and no path.
      onClick: (_, { context }) => locationService.push(openPath({ expr: context?.expression ?? '' })),
    });
}

/**
 * A property as the object has it. Grafana 12.3 hands out proxies that throw where what is behind them is frozen, as
 * alerts are: the descriptor comes from the object itself.
 */
const kept = <T extends object, K extends keyof T & string>(object: T, name: K) =>
  Object.getOwnPropertyDescriptor(object, name)?.value as T[K] | undefined;

const namesAThing = (labels: Record<string, string>) =>
  Object.entries(labels).some(
    ([name, value]) => value && (NAMES_A_THING.test(`${name}=`) || (name === 'object' && KIND_AND_NAME.test(value)))
  );

function openPath(params: Record<string, string>): string {
  const given = Object.entries(params).filter(([, value]) => value);
  return `${ROOT}/open?${new URLSearchParams(given)}`;
}

/** `now-1h`, or milliseconds since the epoch. */
const instant = (time: RawTimeRange['from'] | undefined) =>
  time === undefined ? '' : typeof time === 'string' ? time : String(time.valueOf());
