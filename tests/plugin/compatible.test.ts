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

describe('what the plugin uses of Grafana', () => {
  for (const [version, packages] of Object.entries(GRAFANAS)) {
    for (const module of MODULES) {
      it(`is there in ${version}: ${module}`, async () => {
        const args = ['--yes', LEVITATE, 'is-compatible', '--path', module, '--target', packages.join(',')];
        const { stdout, stderr } = await promisify(execFile)('npx', args, { maxBuffer: 16e6 });
        assert.match(stdout + stderr, /appears to be compatible with/);
      });
    }
  }
});
