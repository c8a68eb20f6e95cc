import { t } from '@grafana/i18n';
import { type Findings } from '@kubernetes-events/problems';
import { clockWords } from '../shared/time/words';

/** That no problem was found, and what was looked at, so that it can be believed. */
export function nothingBroken({ counted: { from, to } }: Pick<Findings, 'counted'>, timeZone: string) {
  const clock = (ms: number) => clockWords(ms, timeZone, true);
  return {
    title: t('problems.none', 'Nothing is broken'),
    advice: t(
      'problems.looked',
      'No warning, no death of a container and no trouble of a node from {{-from}} to {{-to}}.',
      { from: clock(from), to: clock(to) }
    ),
  };
}
