/** The commands that documents and workflows name are in the Makefile. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FILES = ['*.md', 'docs/**/*.md', '.github/workflows/*.yml', '.devcontainer/*.json'];

const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const makefile = textOf('Makefile');
const phony = /^\.PHONY: (.+)$/m.exec(makefile)?.[1]?.split(' ') ?? [];
/** The targets with a recipe or prerequisites. */
const targets = new Set(
  [...makefile.matchAll(/^([a-z_-]+):(?!=).*\n\t|^([a-z_-]+): \S/gm)].map(([, one, two]) => one ?? two)
);

/** A command begins a line or inline code, or follows another command. */
const COMMAND = /(?:^|`|&& |run: )make ([a-z][a-z_-]*)/gm;

const commands = globSync(FILES, { cwd: ROOT, exclude: (name) => /node_modules/.test(name) }).flatMap((file) =>
  [...textOf(file).matchAll(COMMAND)].map(([, target = '']) => ({ file, target }))
);

describe('the Makefile', () => {
  it('has every command that a document or a workflow names', () => {
    assert.ok(commands.length > 20, `${commands.length} commands were found`);
    assert.deepEqual(
      commands.filter(({ target }) => !targets.has(target)),
      []
    );
  });

  it('or package.json runs every program of tools/', () => {
    const programs = globSync('tools/*/main.ts', { cwd: ROOT });
    assert.ok(programs.length > 0);
    assert.deepEqual(
      programs.filter((program) => !`${makefile}${textOf('package.json')}`.includes(`node ${program}`)),
      []
    );
  });

  it('has a recipe for every target that it lists', () => {
    assert.ok(phony.length > 0);
    assert.deepEqual(
      phony.filter((target) => !targets.has(target)),
      []
    );
  });
});
