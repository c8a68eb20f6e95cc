import { useEffect, useState } from 'react';
import { translate } from '../app/translate';
import english from '../locales/en-US/lokievents-kubernetes-app.json';
import chinese from '../locales/zh-Hans/lokievents-kubernetes-app.json';

/** What the panels need of the English words: see {@link translate}. The size of a panel is limited. */
const ONE = {
  list: { times_one: english.list.times_one },
  timeline: { count_one: english.timeline.count_one },
};

// A nested plugin cannot fetch files of its own, so the words are in it.
const words = translate((language) => Promise.resolve(language === 'zh-Hans' ? chinese : ONE));

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
