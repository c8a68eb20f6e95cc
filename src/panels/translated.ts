import { useEffect, useState } from 'react';
import { initPluginTranslations } from '@grafana/i18n';
import { ID } from '../app/id';
import chinese from '../locales/zh-Hans/lokievents-kubernetes-app.json';

// A nested plugin cannot fetch files of its own, so the words are in it; English is what stands in the sources.
const words = initPluginTranslations(ID, [(language) => Promise.resolve(language === 'zh-Hans' ? chinese : {})]);

/** Whether the words are there. */
export function useTranslated(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let current = true;
    void words.then(() => current && setReady(true));
    return () => {
      current = false;
    };
  }, []);
  return ready;
}
