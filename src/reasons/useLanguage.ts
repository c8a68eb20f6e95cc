import { useEffect, useState } from 'react';
import { t } from '@grafana/i18n';
import { type Language } from '@kubernetes-events/reasons';

/** The catalogue in the reader's language, once it is there; in English where it is in no other. */
export function useLanguage(): Language | undefined {
  const [language, setLanguage] = useState<Language>();
  useEffect(() => {
    let current = true;
    const chinese = t('meaning.language', 'en') === 'zh-Hans';
    const loading = chinese ? import('@kubernetes-events/reasons/zh-Hans') : import('@kubernetes-events/reasons/en');
    loading.then(
      (module) => current && setLanguage(module.default),
      () => undefined
    );
    return () => {
      current = false;
    };
  }, []);
  return language;
}
