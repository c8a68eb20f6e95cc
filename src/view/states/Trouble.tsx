import { t } from '@grafana/i18n';
import { type LokiError, type Trouble as Kind } from '../../loki/error';
import { testIds } from '../../shared/testIds';
import { State } from '../../shared/states/State';
import { useTime } from '../../shared/time/TimeContext';

/** Why Loki did not answer, in Loki's words, and what to do about it, in ours. */
export function Trouble({ error, retry }: { error: LokiError; retry?(): void }) {
  const { refresh } = useTime();
  const [title, advice] = wordsFor(error.trouble);
  return (
    <State
      icon="exclamation-triangle"
      title={title}
      advice={advice}
      action={{ label: t('trouble.again', 'Try again'), icon: 'sync', onClick: retry ?? refresh }}
      testId={testIds.error}
      alert
    >
      <code>{error.message}</code>
    </State>
  );
}

/** The title and the advice for a kind of failure. */
function wordsFor(trouble: Kind): [title: string, advice: string] {
  switch (trouble) {
    case 'rights':
      return [
        t('trouble.rights.title', 'You may not read this data source'),
        t(
          'trouble.rights.advice',
          'Ask an administrator for permission to query it, or choose another data source above.'
        ),
      ];
    case 'timeout':
      return [
        t('trouble.timeout.title', 'Loki took too long'),
        t('trouble.timeout.advice', 'Use a shorter time range, or filter by namespace or kind first.'),
      ];
    case 'range':
      return [
        t('trouble.range.title', 'The time range is longer than Loki allows'),
        t('trouble.range.advice', 'Use a shorter time range (Loki: limits_config.max_query_length).'),
      ];
    case 'series':
    case 'lines':
      return [
        t('trouble.much.title', 'Query exceeds a Loki limit'),
        t('trouble.much.advice', 'Filter by namespace, kind or reason, or use a shorter time range.'),
      ];
    case 'syntax':
      return [
        t('trouble.syntax.title', 'Loki cannot read the query'),
        t('trouble.syntax.advice', 'Check the text filters for an invalid regular expression.'),
      ];
    case 'busy':
      return [
        t('trouble.busy.title', 'Loki is busy'),
        t('trouble.busy.advice', 'Too many queries run at once. Wait a moment, then try again.'),
      ];
    case 'unreachable':
      return [
        t('trouble.unreachable.title', 'Loki is not available'),
        t(
          'trouble.unreachable.advice',
          'Check that Loki runs and is ready, and that the data source has the right address.'
        ),
      ];
    default:
      return [
        t('trouble.other.title', 'Loki answered with an error'),
        t('trouble.other.advice', "Loki's own words are below. Its log says more."),
      ];
  }
}
