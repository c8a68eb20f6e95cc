import { CATALOGUE } from './catalogue/index.ts';
import { type Entry } from './entry.ts';
import { type Language, textOf } from './text.ts';

/**
 * Where words start: a capital after a small letter, the last capital of several before a small letter, and the first
 * letter or digit of any run of them. `TooManySucceededPods` has `Pods` in it, but no `OOM`.
 */
const WORD_STARTS = /(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<![\p{L}\p{N}])(?=[\p{L}\p{N}])/gu;

/** Chinese has no spaces between words: any place in its sentences will do. */
const UNSPACED = /\p{Script=Han}/u;

/** How a lower-case word is found in a text: 3 if it is the whole text, 2 at its start, 1 further on, 0 not at all. */
function found(word: string, text: string): number {
  const lower = text.toLowerCase();
  if (lower.startsWith(word)) {
    return lower === word ? 3 : 2;
  }
  return Number(
    UNSPACED.test(word)
      ? lower.includes(word)
      : lower.includes(word) && [...text.matchAll(WORD_STARTS)].some(({ index }) => lower.startsWith(word, index))
  );
}

const IN_REASON = [0, 4, 8, 16];

/** How much a word counts where it is found; 0 if it is not. */
function weigh(word: string, entry: Entry, language: Language): number {
  const inReason = IN_REASON[found(word, entry.reason)] ?? 0;
  if (inReason > 0) {
    return inReason;
  }
  if ([entry.emitter, ...entry.components, ...entry.kinds].some((name) => found(word, name) > 0)) {
    return 2;
  }
  const { meaning, causes } = textOf(entry, language);
  return Number([meaning, ...causes].some((sentence) => found(word, sentence) > 0));
}

/**
 * The entries that have every word of a text in their reason, emitter, kind or sentences, those with it in the reason
 * first; all entries for an empty text. A word matches the start of a word: `killpod` in
 * `FailedKillPod`.
 */
export function search(text: string, language: Language): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return CATALOGUE.map((entry) => ({ entry, weights: words.map((word) => weigh(word, entry, language)) }))
    .filter(({ weights }) => weights.every((weight) => weight > 0))
    .map(({ entry, weights }) => ({ entry, score: weights.reduce((sum, weight) => sum + weight, 0) }))
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}
