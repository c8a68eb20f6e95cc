import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PAGES = globSync(['*.md', 'docs/**/*.md', 'src/*.md'], { cwd: ROOT }).sort();

/** A page's text without its code, in which a bracket is no link. */
function prose(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, 'code');
}

function linksOf(page: string): string[] {
  return [...prose(path.join(ROOT, page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(file: string): string[] {
  const seen = new Map<string, number>();
  const text = readFileSync(file, 'utf8').replace(/^```[^]*?^```$/gm, '');
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const name = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return times === 0 ? name : `${name}-${times}`;
  });
}

function wrong(page: string, link: string): boolean {
  if (/^https?:/.test(link)) {
    // Whether it answers is not asked: a check must not depend on others' servers.
    return !URL.canParse(link) || /\s|example\.com\/TODO/.test(link);
  }
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? path.join(ROOT, page) : path.resolve(ROOT, path.dirname(page), target);
  return !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
}

describe('each link leads somewhere:', () => {
  for (const page of PAGES) {
    it(page, () => {
      const links = linksOf(page);
      assert.deepEqual(
        links.filter((link) => wrong(page, link)),
        []
      );
    });
  }

  it('and one that leads nowhere would be found', () => {
    assert.ok(wrong('README.md', 'docs/nothing.md'));
    assert.ok(wrong('README.md', 'docs/operate.md#nothing'));
    assert.ok(!wrong('README.md', 'docs/operate.md#troubleshooting'));
  });

  it('and every page of docs/ is one that another page leads to', () => {
    const linked = PAGES.flatMap((page) =>
      linksOf(page).map((link) => path.join(path.dirname(page), link.split('#')[0] ?? ''))
    );
    assert.deepEqual(
      PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md' && !linked.includes(page)),
      []
    );
  });
});
