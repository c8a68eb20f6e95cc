import { t } from '@grafana/i18n';
import { number } from '../shared/values/number';
import { type Happened } from './happened';

/** A note if labels alone do not show which of several meanings the events have. */
export function sharedText({ count, shared }: Happened): string | undefined {
  return shared.length > 0
    ? t(
        'reasons.shared',
        '{{n}} events have this reason. Only their messages show how many of them have this meaning: {{meanings}} share it.',
        { n: number(count), meanings: shared.length + 1 }
      )
    : undefined;
}
