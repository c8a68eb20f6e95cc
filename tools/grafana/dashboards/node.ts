import { OBJECT_LABELS } from '@kubernetes-events/logql';
import { events, type Label, occurrences } from '../logql.ts';
import { dashboard } from './dashboard.ts';
import { namespaceLink, nodeLink, OBJECT_COLUMNS, seriesLink, storyLink, valueLink } from './links.ts';
import { ALARM, bars, counts, eventRows, eventsLink, lanes, stat, WARN } from './panels.ts';
import { troubleStats } from './troublePanels.ts';

const labels: Label[] = ['cluster', '_namespace', '_type', '_kind', '_host'];
const ofNodes = (stages = '', only = ''): string =>
  events(
    labels.filter((label) => label !== '_kind' && label !== '_namespace'),
    { only: ['_kind="Node"', only].filter(Boolean).join(', '), stages }
  );
const onHosts = events(labels, { stages: '| _host!=""' });
const podWarnings = events(labels, { only: '_type="Warning", _kind="Pod"', stages: '| _host!=""' });

const nodeStat = (title: string, description: string, reasons: string, thresholds: object) =>
  stat({
    title,
    description,
    w: 4,
    h: 3,
    expr: occurrences(ofNodes(`| reason=~"${reasons}"`), []),
    thresholds,
    links: [eventsLink('Browse these events', 'f=_kind%3DNode', `f=reason%3D${reasons.replaceAll('|', '%2C')}`)],
  });

export const node = dashboard({
  uid: 'kubernetes-events-node',
  title: 'Node',
  description: 'What happens to nodes, and to what runs on them.',
  labels,
  panels: [
    nodeStat(
      'Not ready',
      'How often a node stopped responding or reported that it is not ready.',
      'NodeNotReady',
      ALARM
    ),
    nodeStat('Out of memory', 'Processes that the kernel killed for want of memory.', 'SystemOOM|OOMKilling', ALARM),
    nodeStat('Restarts', 'Reboots of nodes, planned or not.', 'Rebooted', WARN),
    nodeStat(
      'Pressure',
      'Times that a node ran short of disk, memory or process ids; pods are evicted then.',
      'EvictionThresholdMet|NodeHasDiskPressure|NodeHasInsufficientMemory|NodeHasInsufficientPID',
      WARN
    ),
    ...troubleStats(labels, ['evictions', 'probes'], 4),
    lanes({
      title: 'Nodes',
      description:
        'Events of nodes and their kubelets, one lane per node. NodeNotReady without a later NodeReady: the node is still not ready.',
      w: 24,
      h: 9,
      expr: ofNodes(),
      lanes: 'host',
    }),
    bars({
      title: 'Warnings by host',
      description: 'One host far above the others: the trouble is the node, not what runs there.',
      w: 12,
      h: 8,
      expr: occurrences(events(labels, { only: '_type="Warning"', stages: '| _host!=""' }), ['_host']),
      legend: '{{_host}}',
      links: [seriesLink('_host')],
      totals: true,
    }),
    bars({
      title: 'Pod warnings on these hosts, by reason',
      description: 'The same reason in many pods of one node points to the node: its disk, network or runtime.',
      w: 12,
      h: 8,
      expr: occurrences(podWarnings, ['reason']),
      legend: '{{reason}}',
      links: [seriesLink('reason')],
      totals: true,
    }),
    counts({
      title: 'Hosts',
      description: 'All that happened there. A click keeps that host alone.',
      w: 8,
      h: 9,
      expr: `topk(50, ${occurrences(onHosts, ['_host'])})`,
      columns: { _host: 'Host' },
      links: { _host: [nodeLink, valueLink('_host')] },
    }),
    counts({
      title: 'Pods with most warnings',
      description: 'On the chosen hosts. A click opens the story of the pod.',
      w: 16,
      h: 9,
      expr: `topk(25, ${occurrences(podWarnings, [...OBJECT_LABELS, '_host'])})`,
      columns: { ...OBJECT_COLUMNS, _host: 'Host' },
      links: { _namespace: [namespaceLink], name: [storyLink] },
      widths: { _namespace: 100, _kind: 80, _host: 130 },
      color: 'orange',
    }),
    eventRows({
      title: 'Newest events of nodes',
      description: 'The newest 500 events. Repeats are folded.',
      w: 24,
      h: 10,
      expr: ofNodes(),
      columns: ['reason', 'object', 'message', 'count', 'component'],
    }),
  ],
});
