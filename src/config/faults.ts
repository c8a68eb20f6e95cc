import { parseMatchers } from '@kubernetes-events/logql';
import { t } from '@grafana/i18n';
import { type AppSettings, type LinkTemplate } from '../view/settings';

/** What is wrong with a setting, in words; by the setting's name. */
export type Faults = Partial<Record<keyof AppSettings, string>>;

const LABEL = /^[a-zA-Z_]\w*$/;

/** Checks of the settings that are texts: what is wrong with one, if anything is. */
const CHECKS: ReadonlyArray<
  readonly [name: keyof Faults, isWrong: (settings: AppSettings) => boolean, words: () => string]
> = [
  [
    'baseSelector',
    ({ baseSelector = '' }) => parseMatchers(baseSelector) === undefined,
    () => t('config.selectorFault', 'Separate matchers with commas: cluster="eu", _kind=~".+"'),
  ],
  [
    'clusterLabel',
    ({ clusterLabel }) => Boolean(clusterLabel) && !LABEL.test(clusterLabel!),
    () => t('config.labelFault', 'Use letters, digits and underscores only'),
  ],
  ['logsLink', ({ logsLink }) => Boolean(logsLink) && !isAddress(logsLink!), linkFault],
  [
    'logsSelector',
    ({ logsSelector }) => Boolean(logsSelector) && !parseMatchers(logsSelector!)?.length,
    () => t('config.logsSelectorFault', 'Enter a selector: namespace="{namespace}", pod="{pod}"'),
  ],
  ['links', ({ links = [] }) => links.some(isBroken), linkFault],
  [
    'collectorUrl',
    ({ collectorUrl }) => Boolean(collectorUrl) && !isUrl(collectorUrl!),
    () => t('config.urlFault', 'Enter an http(s) address, such as http://kubernetes-events.monitoring:9464'),
  ],
];

export const faultsOf = (settings: AppSettings): Faults =>
  Object.fromEntries(CHECKS.filter(([, isWrong]) => isWrong(settings)).map(([name, , words]) => [name, words()]));

function linkFault(): string {
  return t('config.linkFault', 'Enter a title, and an address that starts with https://, http:// or /');
}

const isAddress = (text: string) => /^(https?:\/\/|\/)/.test(text);
export const isBroken = ({ title, url }: LinkTemplate) => Boolean((title || url) && !(title && isAddress(url)));

function isUrl(text: string): boolean {
  return /^https?:\/\/[^/\s]/.test(text) && URL.canParse(text);
}
