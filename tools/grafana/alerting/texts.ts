import { entryOf, textOf } from '@kubernetes-events/reasons';
import en from '@kubernetes-events/reasons/en';
import { type Rule } from './rules.ts';

/** The root of Grafana, as both Grafana and Loki's ruler (`ruler.external_url`) know it, without a slash at its end. */
const ROOT = '{{ reReplaceAll "/$" "" externalURL }}';
const APP = `${ROOT}/a/lokievents-kubernetes-app`;

/** Labels of the alert, as templates of both read them. */
const filledIn = (text: string): string => text.replace(/\{(\w+)\}/g, '{{ $labels.$1 }}');

/** The text of an alert: what it is, what it means, which commands to run, and where to look. */
export function annotationsOf(rule: Rule): Record<string, string> {
  const [reason] = rule.reasons;
  return {
    summary: filledIn(rule.summary),
    description: description(rule),
    ...(reason && { runbook_url: `${APP}/reasons?entry=${encodeURIComponent(reason)}` }),
    ...(reason && { problem_url: `${APP}/problems?${rangeOf(rule)}${filtersOf(rule, 'object')}` }),
    events_url: `${APP}/events?${[rangeOf(rule) + filtersOf(rule), ...rule.link].join('&')}`,
  };
}

/**
 * The rule's window and two hours before it, back from now: the templates of Grafana 12.3 and of older rulers know no
 * time.
 */
const rangeOf = ({ lookBack }: Rule): string => `from=now-${Math.ceil(lookBack / 3600) + 2}h`;

/** The labels of the alert as the app's variables, if it has them: Grafana would write "[no value]" for a missing one. */
function filtersOf({ summary }: Rule, ...more: Array<keyof typeof VARIABLES>): string {
  const labels = ['cluster' as const, ...(summary.includes('{namespace}') ? ['namespace' as const] : []), ...more];
  return labels
    .map((label) => `{{ with $labels.${label} }}&var-${VARIABLES[label]}={{ urlquery . }}{{ end }}`)
    .join('');
}

const VARIABLES = { cluster: 'cluster', namespace: 'namespace', object: 'workload' };

function description({ reasons, note, commands }: Rule): string {
  const [first] = reasons;
  const entry = first ? entryOf(first) : undefined;
  if (first && !entry) {
    throw new Error(`the catalogue of reasons has no "${first}"`);
  }
  const { meaning, causes } = entry ? textOf(entry, en) : SILENT;
  return [
    meaning,
    ...(note ? [note] : []),
    '',
    'Usual causes:',
    ...causes.map((cause) => `- ${cause}`),
    '',
    'Look at:',
    ...commands.map((command) => `    ${filledIn(command)}`),
  ].join('\n');
}

const SILENT = {
  meaning: 'The collector is away, cannot watch events, or Loki does not take what it pushes.',
  causes: [
    'No replica of the collector runs, or none gets the Lease',
    'It may not list and watch events',
    'Loki refuses or cannot be reached',
    'Loki has been emptied, or the data source asks another tenant',
  ],
};
