/** Keeps the words out that CONTRIBUTING.md, "Text", replaces. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What not to write, and what to write. */
const REPLACED: ReadonlyArray<readonly [RegExp, string]> = [
  [/\btells?\b|\btold\b/i, 'report, show, record, say'],
  [/\banew\b/i, 'again, from scratch'],
  [/\b(?:go|goes|went) on\b/i, 'continue, resume'],
  [/\bso (?:long|many) (?!as|that)/i, 'how long, how many, or the number'],
  [/\bfor as long as\b/i, 'while'],
  [/\bwhat there is\b/i, 'name the things'],
  [/\bnone of ours\b/i, 'name whose'],
  [/\bgone without\b/i, 'continues without'],
  [/\bwho may what\b/i, 'permissions'],
  [/\bsightings?\b/i, 'event for one stored entry, occurrence for what `count` counts'],
  [/\bheard of\b/i, 'last contact, known'],
  [/\bof before\b/i, 'earlier, previous'],
  [/\bby itself\b/i, 'alone, on its own, directly'],
  [/\bthrows never\b/i, 'never throws'],
];

const TEXT = [
  '*.md',
  'docs/**/*.md',
  'src/**/*.md',
  'deploy/**/*.{yaml,tpl}',
  'docker-compose.yaml',
  'stack/**/*.yaml',
];
const CODE = ['{backend-sidecar,bench,pkg,src,stack,tests,tools}/**/*.{ts,tsx}', 'src/locales/en-US/*.json'];
/** Quotes the words in order to forbid them. */
const OWN = ['tests/docs/prose.test.ts'];

/** Every forbidden word of a file, as `file:line: word, instead: …`. */
function findings(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, at) =>
    REPLACED.flatMap(([pattern, instead]) => {
      const word = pattern.exec(line)?.[0];
      return word ? [`${file}:${at + 1}: "${word}", instead: ${instead}`] : [];
    })
  );
}

const filesOf = (patterns: string[]): string[] =>
  globSync(patterns, { cwd: ROOT, exclude: (name) => /node_modules|dist/.test(name) })
    .filter((file) => !OWN.includes(file))
    .sort();

describe('text', () => {
  it('has none of the words that are replaced', () => {
    const files = filesOf([...TEXT, ...CODE]);
    assert.ok(files.length > 100, `${files.length} files were read`);
    assert.deepEqual(
      files.flatMap((file) => findings(file, readFileSync(path.join(ROOT, file), 'utf8'))),
      []
    );
  });

  it('is found where it has one', () => {
    assert.deepEqual(findings('a.md', 'An event\nTold anew.'), [
      'a.md:2: "Told", instead: report, show, record, say',
      'a.md:2: "anew", instead: again, from scratch',
    ]);
  });

  it('has full-width punctuation in Chinese', () => {
    const chinese = readFileSync(path.join(ROOT, 'src/locales/zh-Hans/lokievents-kubernetes-app.json'), 'utf8');
    const halfWidth = /\p{Script=Han}(?:[,;:?]|!(?!=))|[,;:?!]\p{Script=Han}|\(\p{Script=Han}|\p{Script=Han}\)/u;
    assert.deepEqual(
      chinese.split('\n').filter((line) => halfWidth.test(line)),
      []
    );
  });
});
