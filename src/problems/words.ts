import { t } from '@grafana/i18n';
import { type Words } from '@kubernetes-events/problems';
import { en } from '@kubernetes-events/problems/en';
import { zhHans } from '@kubernetes-events/problems/zh-Hans';

/** The sentences about problems in the reader's language. */
export const problemWords = (): Words => (t('meaning.language', 'en') === 'zh-Hans' ? zhHans : en);
