import { OBJECT_LABELS } from '@kubernetes-events/logql';
import { events, LABELS, occurrences } from '../logql.ts';
import { byType, overTime, top, warningsByReason } from './breakdowns.ts';
import { dashboard } from './dashboard.ts';
import { ALARM, eventsLink, WARN } from './panel.ts';
import { eventRows, problemList, stat } from './panels.ts';
import { TROUBLES } from '../troubles.ts';

const all = events(LABELS);
const warnings = events(LABELS, { only: '_type="Warning"' });

const distinct = (log: string, by: string): string => `count(sum by (${by}) (count_over_time(${log} [$__auto])))`;

const onHosts = events(LABELS, { only: '_type="Warning"', stages: '| _host!=""' });

/** How many values of a label have warnings. */
const spread = (title: string, description: string, label: string, of = warnings) =>
  stat({ title, description, expr: distinct(of, label), thresholds: WARN });

export const overview = dashboard({
  uid: 'kubernetes-events-overview',
  title: 'Overview',
  description: 'What happens in the cluster, by namespace, kind, host and type. Start here, then follow the links.',
  panels: [
    stat({
      title: 'Occurrences',
      description: 'How often things happened: an event that came ten times counts ten times.',
      expr: occurrences(all, []),
      links: [eventsLink()],
    }),
    stat({
      title: 'Warnings',
      description: 'Occurrences of type Warning. The Warnings dashboard shows them.',
      expr: occurrences(warnings, []),
      thresholds: WARN,
      links: [eventsLink('f=_type%3DWarning')],
    }),
    spread('… in namespaces', 'In how many namespaces there was a warning.', '_namespace'),
    spread('… on hosts', 'On how many nodes there was a warning, of the node or of what runs there.', '_host', onHosts),
    spread('… of reasons', 'How many different reasons the warnings have.', 'reason'),
    stat({
      title: 'Nodes not ready',
      description: 'How many nodes stopped responding in the range. The Node dashboard shows when they came back.',
      expr: distinct(events(LABELS, TROUBLES.nodes), 'name'),
      thresholds: ALARM,
      links: [eventsLink(...TROUBLES.nodes.link)],
    }),
    problemList({
      title: 'Problems',
      description:
        'What is broken, the most urgent first: found in the warnings, the deaths of containers and the trouble of nodes. A click opens the problem in the app.',
      size: [24, 8],
      expr: all,
    }),
    byType(all, {
      description: 'Warnings over the normal course of things. A peak of either is worth a look: drag over it to zoom.',
      size: [24, 7],
    }),
    top({
      title: 'By namespace',
      description: 'A click opens the Namespace dashboard.',
      size: [8, 9],
      of: all,
      by: ['_namespace'],
    }),
    top({
      title: 'By kind',
      description: 'What kind of object the events are about.',
      size: [8, 9],
      of: all,
      by: ['_kind'],
    }),
    top({
      title: 'By host',
      description: 'The node that the kubelet or the object names. Events of controllers have none.',
      size: [8, 9],
      of: all,
      by: ['_host'],
    }),
    overTime({
      title: 'Warnings by namespace',
      description: 'Which namespace the trouble is in, and since when.',
      of: warnings,
      by: '_namespace',
    }),
    warningsByReason(warnings, 'What the trouble is, and since when.'),
    top({
      title: 'Objects with most warnings',
      description:
        'Loki counts 500 objects at most in one query (limits_config.max_query_series): choose a namespace where there are more.',
      size: [24, 8],
      of: warnings,
      by: [...OBJECT_LABELS, 'reason'],
      most: 25,
      linked: ['_namespace', 'name', 'reason'],
      widths: { cluster: 100, _namespace: 120, _kind: 190, reason: 200 },
      warnings: true,
    }),
    eventRows({
      title: 'Newest warnings',
      description:
        'The newest 500 events. Repeats are folded. Click a row to open the event, or a value to filter by it.',
      expr: warnings,
      noValue: 'No warnings in the range: choose a longer one, or look at all types',
    }),
  ],
});
