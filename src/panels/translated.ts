import { useEffect, useState } from 'react';
import { translate } from '../view/translate';
import english from '../locales/en-US/lokievents-kubernetes-app.json';
import chinese from '../locales/zh-Hans/lokievents-kubernetes-app.json';

/** The English plural forms that the panels use: see {@link translate}. */
const ONE = { list: { times_one: english.list.times_one } };

/** The sections that the panels use: what is not named here is not in their bundles. */
export const chineseWords = {
  column: chinese.column,
  details: chinese.details,
  error: chinese.error,
  field: chinese.field,
  group: chinese.group,
  list: chinese.list,
  object: chinese.object,
  panel: chinese.panel,
  time: chinese.time,
  timeline: chinese.timeline,
  value: chinese.value,
};

/** Adds the words of a panel. A nested plugin cannot fetch files of its own, so they are in its bundle. */
export const translated = (words: object) =>
  translate((language) => Promise.resolve(language === 'zh-Hans' ? { ...words } : ONE));

const panelWords = translated(chineseWords);

/** Whether the words are there. */
export function useTranslated(words: Promise<void> = panelWords): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let current = true;
    void words.then(() => current && setReady(true));
    return () => {
      current = false;
    };
  }, [words]);
  return ready;
}
