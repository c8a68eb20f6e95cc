import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import en from './en-US/lokievents-kubernetes-app.json';
import zh from './zh-Hans/lokievents-kubernetes-app.json';

const SRC = join(__dirname, '..');

/** Each `t('key', 'default')` and `<Trans i18nKey="key">default</Trans>` in the sources. */
function wordsInSources(): Map<string, string> {
  const words = new Map<string, string>();
  for (const file of readdirSync(SRC, { recursive: true, encoding: 'utf8' })) {
    if (/\.tsx?$/.test(file) && !file.includes('.test.')) {
      const source = readFileSync(join(SRC, file), 'utf8');
      const call = /\bt\(\s*'([\w.]+)',\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")/g;
      for (const [, key = '', single, double] of source.matchAll(call)) {
        words.set(key, (single ?? double ?? '').replace(/\\'/g, "'"));
      }
      for (const [, key = '', children = ''] of source.matchAll(
        /<Trans\s+i18nKey="([\w.]+)"[^]*?>\n([^]*?)<\/Trans>/g
      )) {
        words.set(key, sentenceOf(children));
      }
    }
  }
  return words;
}

/** JSX as a sentence in which tags have the numbers that i18next gives them: `Read <1>{{n}}</1> lines`. */
function sentenceOf(children: string): string {
  const text = children
    .replace(/\{'([^']*)'\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  let place = -1;
  return text.replace(/<(\w+)[^>]*>([^<]*)<\/\1>|[^<]+/g, (part, tag?: string, inner?: string) => {
    place += 1;
    return tag ? `<${place}>${inner}</${place}>` : part;
  });
}

function flat(tree: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value] as const] : [...flat(value as object, `${path}${key}.`)]
    )
  );
}

const variables = (text = '') => (text.match(/\{\{-?\w+\}\}/g) ?? []).sort();

/** What i18next puts behind a key for a single one. */
const ONE = '_one';

describe('the words on the pages', () => {
  const words = wordsInSources();

  it('stand in English as they do in the sources', () => {
    const many = [...flat(en)].filter(([key]) => !key.endsWith(ONE));
    expect(Object.fromEntries(many)).toEqual(Object.fromEntries(words));
  });

  it('have a form for one of a thing wherever there is one for many', () => {
    for (const [key, text] of flat(en)) {
      if (key.endsWith(ONE)) {
        const all = words.get(key.slice(0, -ONE.length)) ?? '';
        expect([key, all]).toEqual([key, expect.stringMatching(/\{\{(n|count|lanes)\}\}/)]);
        expect(variables(all)).toEqual(expect.arrayContaining(variables(text)));
      }
    }
  });

  it('stand in Chinese, each with the same variables', () => {
    const chinese = flat(zh);
    expect([...chinese.keys()].sort()).toEqual([...words.keys()].sort());
    for (const [key, text] of words) {
      expect([key, variables(chinese.get(key))]).toEqual([key, variables(text)]);
    }
  });
});
