import { t } from '@grafana/i18n';
import { type Findings } from '@kubernetes-events/problems';
import { clockWords } from '../shared/time/words';

/** What the counts leave out, if they do. */
export const notCounted = ({ readinessFrom }: Pick<Findings, 'readinessFrom'>, timeZone: string): string =>
  readinessFrom === undefined
    ? ''
    : t(
        'problems.notCounted',
        'Failed readiness probes before {{-time}} are not counted: too many workloads have them. Filter by namespace or shorten the range.',
        { time: clockWords(readinessFrom, timeZone, true) }
      );
