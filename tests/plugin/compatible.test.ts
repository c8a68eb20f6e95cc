import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

const LEVITATE = '@grafana/levitate@0.17.2';
const MODULES = ['src/module.tsx', 'src/panels/table/module.ts', 'src/panels/timeline/module.ts'];
/** The oldest Grafana that the plugin runs in, and the newest. 12.3's `@grafana/ui` needs a git dependency: no npm has it. */
const GRAFANAS = {
  '12.3': ['@grafana/data@12.3.0', '@grafana/runtime@12.3.0'],
  '13.2': ['@grafana/data@13.2.2', '@grafana/ui@13.2.2', '@grafana/runtime@13.2.2'],
};

/**
 * Levitate compares types. The function that suggests a panel has another one in 12.3, where Grafana asks its own panels
 * alone for suggestions: it is handed over, and never called.
 */
const KNOWN: Record<string, string[]> = { '12.3': ['PanelPlugin.setSuggestionsSupplier'] };

describe('what the plugin uses of Grafana', () => {
  for (const [version, packages] of Object.entries(GRAFANAS)) {
    for (const module of MODULES) {
      it(`is there in ${version}: ${module}`, async () => {
        const args = ['--yes', LEVITATE, 'is-compatible', '--path', module, '--target', packages.join(',')];
        const run = promisify(execFile)('npx', args, { maxBuffer: 16e6 });
        const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
        const report = stdout + stderr;
        assert.match(report, /appears to be compatible with|INCOMPATIBILITIES/, 'levitate did not get so far');
        const found = [...report.matchAll(/^\d+\) \w+ `([\w.]+)`/gm)].map(([, name]) => name ?? '');
        const unknown = found.filter((name) => !KNOWN[version]?.includes(name));
        assert.deepEqual(unknown, [], report);
      });
    }
  }
});
