import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

const LEVITATE = '@grafana/levitate@0.17.2';
const ROOT = path.resolve(import.meta.dirname, '../..');
/** What Grafana loads: the app, and each panel. */
const MODULES = ['src/module', ...['table', 'timeline', 'problems'].map((panel) => `src/panels/${panel}/module`)];
const PACKAGES = ['data', 'ui', 'runtime'];
/** The oldest Grafana that the plugin runs in, and the first of the line whose packages it is built with. */
const GRAFANAS = { '11.6': '11.6.14', '13.2': '13.2.0' };

/**
 * Levitate compares types as they are printed: the first two differ in whether they are exported. The function that suggests a
 * panel has another type in 11.6, where Grafana asks its own panels alone for suggestions: it is handed over, and never called.
 * That they are found shows that our files are looked at.
 */
const KNOWN: Record<string, string[]> = {
  '11.6': ['PanelPlugin.setPanelOptions', 'PanelPlugin.useFieldConfig', 'PanelPlugin.setSuggestionsSupplier'],
  '13.2': [],
};

describe('what the plugin uses of Grafana', () => {
  // Where it keeps the packages that it compares: each is fetched once, and no other run takes it away.
  const folder = mkdtempSync(path.join(tmpdir(), 'levitate-'));
  const env = { ...process.env, TMPDIR: folder, LEVITATE_CACHE: 'true', FORCE_COLOR: '0' };
  const entry = path.join(ROOT, '.cache/levitate.ts');

  before(() => {
    mkdirSync(path.dirname(entry), { recursive: true });
    // One file that loads all of them: comparing two versions takes longer than looking through ours.
    writeFileSync(entry, MODULES.map((module) => `import '../${module}';\n`).join(''));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(entry, { force: true });
  });

  for (const [version, release] of Object.entries(GRAFANAS)) {
    it(`is there in ${version}`, async () => {
      const targets = PACKAGES.map((name) => `@grafana/${name}@${release}`).join(',');
      const args = ['--yes', LEVITATE, 'is-compatible', '--path', entry, '--target', targets];
      const run = promisify(execFile)('npx', args, { maxBuffer: 16e6, cwd: ROOT, env });
      // It ends with 1 where it finds something.
      const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
      const report = stdout + stderr;
      const compared = report.match(/Successfully compared versions/g)?.length;
      assert.equal(compared, PACKAGES.length, `levitate did not compare each package: ${report}`);
      assert.doesNotMatch(report, /Could not process|Skipping package/);
      const found = new Set([...report.matchAll(/^\d+\) \w+ `([\w.]+)`/gm)].map(([, name]) => name));
      assert.deepEqual([...found], KNOWN[version], report);
    });
  }
});
