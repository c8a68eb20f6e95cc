import { type ExitCode } from './exit-codes.ts';
import { type Entry, type Seriousness } from './entry.ts';

/** What a reason means, in one sentence, and what usually causes it, most frequent first. */
export interface Text {
  meaning: string;
  causes: readonly string[];
}

type Sentences = readonly [meaning: string, ...causes: string[]];

/** One language of the catalogue; load `@kubernetes-events/reasons/en` or `…/zh-Hans`, each as a module of its own. */
export interface Language {
  /** A BCP 47 tag. */
  code: string;
  seriousness: Record<Seriousness, string>;
  /** By the entries' ids. */
  texts: Record<string, Sentences>;
  /** What a container's exit code means, without a full stop. */
  exitCodes: Record<ExitCode, string>;
}

/** The sentences of one emitter, by the ids of its entries. */
export function texts(emitter: string, sentences: Record<string, Sentences>): Record<string, Sentences> {
  return Object.fromEntries(Object.entries(sentences).map(([key, value]) => [`${emitter}/${key}`, value]));
}

/** An entry's sentences in a language. */
export function textOf({ id }: Pick<Entry, 'id'>, language: Language): Text {
  const [meaning = '', ...causes] = language.texts[id] ?? [];
  return { meaning, causes };
}
