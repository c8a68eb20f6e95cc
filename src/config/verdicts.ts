import { t } from '@grafana/i18n';
import { DEFAULT_LABELS, type EventRecord, isOther } from '@kubernetes-events/event';
import { programName } from '../loki/programName';
import { agoWords } from '../shared/time/words';
import { number } from '../shared/values/number';
import { type CollectorStatus } from './collector';
import { type Findings } from './examine';

/** One thing that a test found. */
export interface Verdict {
  /** Undefined where it is neither. */
  good?: boolean;
  text: string;
  /** What to do, where it is not good. */
  advice?: string;
}

const OLD = 3600_000;

/** What was found, as sentences: at the first the one that matters most. */
export function verdictsOn(findings: Findings, now: number): Verdict[] {
  const { newest, streams, lines, labels, clusters } = findings;
  if (!newest) {
    return [
      {
        good: false,
        text: t('check.none', 'The data source answers, but has no events from the last 7 days'),
        advice: t('check.noneAdvice', 'Install the collector with this Loki as its receiver, or correct the selector.'),
      },
    ];
  }
  return [
    newestVerdict(findings, now),
    ...(streams !== undefined && lines !== undefined
      ? [
          {
            good: true,
            text: t('check.streams', '{{streams}} streams with {{lines}} lines in the last 24 hours', {
              streams: number(streams),
              lines: number(lines),
            }),
          },
        ]
      : []),
    ...(labels.length > 0 && !isOther(newest.shape) ? [labelsVerdict(labels)] : []),
    ...(clusters.length > 0
      ? [{ good: true, text: t('check.clusters', 'Clusters: {{names}}', { names: clusters.join(', ') }) }]
      : []),
    isOther(newest.shape) ? programVerdict(newest) : metadataVerdict(findings),
  ];
}

function newestVerdict({ newest }: Findings, now: number): Verdict {
  const { timeMs = 0, reason = '', kind = '', name = '' } = newest ?? {};
  const text = t('check.newest', 'Newest event: {{-ago}}, {{-what}}', {
    ago: agoWords(timeMs, now),
    what: [reason, kind, name].filter(Boolean).join(' '),
  });
  const advice = t('check.oldAdvice', 'A busy cluster has events every hour. Check that the collector runs.');
  return now - timeMs < OLD ? { good: true, text } : { good: false, text, advice };
}

function labelsVerdict(labels: string[]): Verdict {
  const missing = Object.keys(DEFAULT_LABELS).filter((name) => !labels.includes(name));
  const text = t('check.labels', 'Labels: {{names}}', { names: labels.join(', ') });
  const names = missing.join(', ');
  const advice = t(
    'check.labelsAdvice',
    'No stream has {{names}}. Filters find it in the structured metadata, and read more data.',
    { names }
  );
  // The collector may have moved labels, so that streams fill.
  return missing.length === 0 ? { good: true, text } : { text, advice };
}

/** Entries of other programs have other labels, and fields in their lines: the app reads those. */
const programVerdict = (newest: EventRecord): Verdict => ({
  good: true,
  text: t('check.program', 'Stored by: {{-program}}', { program: programName(newest) }),
});

/** An entry with metadata has its reason beside the line. */
function metadataVerdict({ newest }: Findings): Verdict {
  return newest?.labels.reason
    ? { good: true, text: t('check.metadata', 'Structured metadata: enabled') }
    : {
        good: false,
        text: t('check.noMetadata', 'Structured metadata: missing from the newest event'),
        advice: t(
          'check.noMetadataAdvice',
          'Filters on reason and name find nothing. Set limits_config.allow_structured_metadata in Loki, or check whether another collector wrote the event.'
        ),
      };
}

/** The version and the state of the collector, if Grafana knows its address. */
export function collectorVerdict(status: CollectorStatus | Error | undefined): Verdict {
  if (status === undefined) {
    return {
      text: t('check.collectorUnknown', 'Collector: version unknown'),
      advice: t('check.collectorUnknownAdvice', 'Save the collector address below to check its version.'),
    };
  }
  if (status instanceof Error) {
    return { good: false, text: t('check.collectorAway', 'Collector: does not answer'), advice: status.message };
  }
  const text = t('check.collector', 'Collector: version {{version}}', { version: status.version });
  return { good: status.ready.length === 0, text, advice: status.ready.join('; ') || undefined };
}
