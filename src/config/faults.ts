import { parseMatchers } from '@kubernetes-events/logql';
import { t } from '@grafana/i18n';
import { type AppSettings, type LinkTemplate } from '../view/settings';

/** What is wrong with a setting, in words; by the setting's name. */
export type Faults = Partial<Record<keyof AppSettings, string>>;

const LABEL = /^[a-zA-Z_]\w*$/;

export function faultsOf({ baseSelector, clusterLabel, logsLink, links, collectorUrl }: AppSettings): Faults {
  const linkFault = t('config.linkFault', 'Enter a title, and an address that starts with https://, http:// or /');
  return {
    ...(parseMatchers(baseSelector ?? '') === undefined && {
      baseSelector: t('config.selectorFault', 'Separate matchers with commas: cluster="eu", _kind=~".+"'),
    }),
    ...(clusterLabel &&
      !LABEL.test(clusterLabel) && {
        clusterLabel: t('config.labelFault', 'Use letters, digits and underscores only'),
      }),
    ...(logsLink && !isAddress(logsLink) && { logsLink: linkFault }),
    ...(links?.some(isBroken) && { links: linkFault }),
    ...(collectorUrl &&
      !isUrl(collectorUrl) && {
        collectorUrl: t(
          'config.urlFault',
          'Enter an http(s) address, such as http://kubernetes-events.monitoring:9464'
        ),
      }),
  };
}

const isAddress = (text: string) => /^(https?:\/\/|\/)/.test(text);
export const isBroken = ({ title, url }: LinkTemplate) => Boolean((title || url) && !(title && isAddress(url)));

function isUrl(text: string): boolean {
  return /^https?:\/\/[^/\s]/.test(text) && URL.canParse(text);
}
