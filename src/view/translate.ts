import { initPluginTranslations } from '@grafana/i18n';
import i18next from 'i18next';
import { ID } from './appId';

type Words = Record<string, unknown>;

const ENGLISH = 'en-US';

/**
 * Loads the words of the reader's language. Grafana loads none for English, as the sources have them; but the forms for
 * one of a thing ("1 row") are in the file alone.
 */
export async function translate(wordsIn: (language: string) => Promise<Words>): Promise<void> {
  const { language } = await initPluginTranslations(ID, [wordsIn]);
  if (language === ENGLISH) {
    i18next.addResourceBundle(ENGLISH, ID, await wordsIn(ENGLISH));
  }
}
