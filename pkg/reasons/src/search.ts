import { CATALOGUE } from './catalogue/index.ts';
import { type Entry } from './entry.ts';
import { type Language, textOf } from './text.ts';

/** How much a word counts where it is found; 0 where it is not. */
function weigh(word: string, entry: Entry, language: Language): number {
  const reason = entry.reason.toLowerCase();
  if (reason.startsWith(word)) {
    return reason === word ? 16 : 8;
  }
  if (reason.includes(word)) {
    return 4;
  }
  if ([entry.emitter, ...entry.components, ...entry.kinds].some((name) => name.toLowerCase().includes(word))) {
    return 2;
  }
  const { meaning, causes } = textOf(entry, language);
  return [meaning, ...causes].some((sentence) => sentence.toLowerCase().includes(word)) ? 1 : 0;
}

/**
 * The entries that have every word of a text in their reason, emitter, kind or sentences, those with it in the reason
 * first; all entries for an empty text.
 */
export function search(text: string, language: Language): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return CATALOGUE.map((entry) => ({ entry, weights: words.map((word) => weigh(word, entry, language)) }))
    .filter(({ weights }) => weights.every((weight) => weight > 0))
    .map(({ entry, weights }) => ({ entry, score: weights.reduce((sum, weight) => sum + weight, 0) }))
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}
