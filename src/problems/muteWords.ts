import { t } from '@grafana/i18n';
import { type Mode } from '@kubernetes-events/reasons';
import { fieldLabel } from '../fields/fields';
import { clockWords } from '../shared/time/words';
import { type Mute } from './mutes';
import { problemWords } from './words';

/** What a mute matches: `Namespace shop, Failure out of memory`. */
export function muteWords({ cluster, namespace, workload, mode, text }: Mute): string {
  const parts = [
    [fieldLabel('cluster'), cluster],
    [fieldLabel('_namespace'), namespace],
    [fieldLabel('workload'), workload],
    [modeLabel(), mode && failureOf(mode)],
    [textLabel(), text],
  ];
  return problemWords().list(parts.filter(([, value]) => value).map((part) => part.join(' ')));
}

export const modeLabel = () => t('mute.failure', 'Failure');
export const textLabel = () => t('mute.text', 'Reason or message contains');

/** A failure mode in words; as it is if it is not known. */
export const failureOf = (mode: string): string => problemWords().failures[mode as Mode] ?? mode;

/** `until 11-26 12:00:00` */
export const untilWords = ({ untilMs }: Mute, timeZone: string): string =>
  untilMs === undefined
    ? t('mute.untilRemoved', 'until removed')
    : t('mute.until', 'until {{-time}}', { time: clockWords(untilMs, timeZone, true) });
