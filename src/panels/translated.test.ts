import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chineseProblemWords } from './problems/words';
import { chineseWords } from './translated';

/** A panel's source files: what its module imports, and so on. */
function sourcesOf(file: string, found = new Set<string>()): Set<string> {
  if (!found.has(file)) {
    found.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      const target = join(dirname(file), path);
      const source = ['.ts', '.tsx'].map((ending) => target + ending).find((name) => existsSync(name));
      if (source) {
        sourcesOf(source, found);
      }
    }
  }
  return found;
}

describe('the Chinese words of a panel', () => {
  it.each([
    ['table', chineseWords],
    ['timeline', chineseWords],
    ['problems', chineseProblemWords],
  ])('include all that the %s panel uses', (panel, words) => {
    const sources = [...sourcesOf(join(__dirname, panel, 'module.ts'))].map((file) => readFileSync(file, 'utf8'));
    const used = sources.flatMap((text) => [...text.matchAll(/\bt\(\s*'(\w+)\./g)].map(([, section = '']) => section));
    expect(used.length).toBeGreaterThan(10);
    expect(Object.keys(words).sort()).toEqual(expect.arrayContaining([...new Set(used)].sort()));
  });
});
