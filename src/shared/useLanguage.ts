import { useEffect, useState } from 'react';
import { t } from '@grafana/i18n';
import { type Language } from '@kubernetes-events/reasons';

/**
 * The catalogue in the reader's language once it is loaded; in English if it is in no other. If it cannot be loaded, this
 * throws for the error boundary around the view.
 */
export function useLanguage(): Language | undefined {
  const [language, setLanguage] = useState<Language>();
  const [failure, setFailure] = useState<{ cause: unknown }>();
  useEffect(() => {
    let current = true;
    const chinese = t('meaning.language', 'en') === 'zh-Hans';
    const loading = chinese ? import('@kubernetes-events/reasons/zh-Hans') : import('@kubernetes-events/reasons/en');
    loading.then(
      (module) => current && setLanguage(module.default),
      (cause: unknown) => current && setFailure({ cause })
    );
    return () => {
      current = false;
    };
  }, []);
  if (failure) {
    throw failure.cause;
  }
  return language;
}
