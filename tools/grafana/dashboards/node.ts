import { OBJECT_LABELS } from '@kubernetes-events/logql';
import { events, LABELS, occurrences } from '../logql.ts';
import { overTime, top } from './breakdowns.ts';
import { dashboard } from './dashboard.ts';
import { ALARM, eventsLink, WARN } from './panel.ts';
import { eventRows, lanes, stat } from './panels.ts';
import { troubleStats } from './troublePanels.ts';

const ofNodes = (stages = '', only = ''): string =>
  events(
    LABELS.filter((label) => label !== '_kind' && label !== '_namespace'),
    { only: ['_kind="Node"', only].filter(Boolean).join(', '), stages }
  );
const onHosts = events(LABELS, { stages: '| _host!=""' });
const podWarnings = events(LABELS, { only: '_type="Warning", _kind="Pod"', stages: '| _host!=""' });

const nodeStat = (title: string, description: string, reasons: string, thresholds: object) =>
  stat({
    title,
    description,
    expr: occurrences(ofNodes(`| reason=~"${reasons}"`), []),
    thresholds,
    links: [eventsLink('f=_kind%3DNode', `f=reason%3D${reasons.replaceAll('|', '%2C')}`)],
  });

export const node = dashboard({
  uid: 'kubernetes-events-node',
  title: 'Node',
  description: 'What happens to nodes, and to what runs on them.',
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
    ...troubleStats(LABELS, ['evictions', 'probes'], 4),
    lanes({
      title: 'Nodes',
      description:
        'Events of nodes and their kubelets, one lane per node. NodeNotReady without a later NodeReady: the node is still not ready.',
      size: [24, 9],
      expr: ofNodes(),
      lanes: 'host',
    }),
    overTime({
      title: 'Warnings by host',
      description: 'One host far above the others: the trouble is the node, not what runs there.',
      of: events(LABELS, { only: '_type="Warning"', stages: '| _host!=""' }),
      by: '_host',
    }),
    overTime({
      title: 'Pod warnings on these hosts, by reason',
      description: 'The same reason in many pods of one node points to the node: its disk, network or runtime.',
      of: podWarnings,
      by: 'reason',
    }),
    top({
      title: 'Hosts',
      description: 'All that happened there. A click keeps that host alone.',
      size: [8, 9],
      of: onHosts,
      by: ['_host'],
    }),
    top({
      title: 'Pods with most warnings',
      description: 'On the chosen hosts. A click opens the story of the pod.',
      size: [16, 9],
      of: podWarnings,
      by: [...OBJECT_LABELS, '_host'],
      most: 25,
      linked: ['_namespace', 'name'],
      widths: { _namespace: 100, _kind: 80, _host: 130 },
      warnings: true,
    }),
    eventRows({
      title: 'Newest events of nodes',
      size: [24, 10],
      expr: ofNodes(),
      columns: ['reason', 'object', 'message', 'count', 'component'],
    }),
  ],
});
