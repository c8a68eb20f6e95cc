import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

const ID = 'lokievents-kubernetes-app';
const VERSION = 'v0.45.6';
const PACKAGE = 'github.com/grafana/plugin-validator/pkg/cmd/plugincheck2';
const run = promisify(execFile);

/**
 * What asks grafana.com or other places of the internet, or is about a signature, which only a release has. What is left
 * looks at the archive alone.
 */
const OFF = ['published-plugin', 'org', 'signature', 'manifest', 'brokenlinks', 'safelinks', 'osv-scanner', 'llmreview']
  .concat(['codediff', 'virusscan', 'provenance', 'legacyplatform', 'sponsorshiplink'])
  .map((name) => `  ${name}:\n    enabled: false`)
  .join('\n');
const CONFIG = `global:\n  enabled: true\n  severity: warning\n  jsonOutput: true\n  reportAll: false\nanalyzers:\n${OFF}\n`;

interface Report {
  'plugin-validator': Record<string, Array<{ Severity: string; Title: string; Detail: string }>>;
}

/** The validator: PLUGIN_VALIDATOR, or built once through the Go module proxy; else why it cannot be. */
async function validator(): Promise<{ binary?: string; reason?: string }> {
  const given = process.env.PLUGIN_VALIDATOR;
  const folder = path.join(homedir(), '.cache/kubernetes-events/bin', `plugin-validator-${VERSION}`);
  const binary = given ?? path.join(folder, 'plugincheck2');
  if (existsSync(binary)) {
    return { binary };
  }
  mkdirSync(folder, { recursive: true });
  try {
    await run('go', ['install', `${PACKAGE}@${VERSION}`], { env: { ...process.env, GOBIN: folder } });
    return { binary };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const [line = ''] = String((error as { stderr?: string }).stderr).split('\n');
    return { reason: `the Go module proxy does not give plugin-validator ${VERSION}: ${line}` };
  }
}

describe("Grafana's plugin validator", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kubernetes-events-plugin-'));
  let found: Awaited<ReturnType<typeof validator>>;

  before(async () => {
    found = await validator();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('finds nothing wrong with the archive', async (context) => {
    if (!found.binary) {
      context.skip(found.reason);
      return;
    }
    cpSync(new URL('../../dist', import.meta.url), path.join(folder, ID), { recursive: true });
    writeFileSync(path.join(folder, 'config.yaml'), CONFIG);
    await run('zip', ['-qr', `${ID}.zip`, ID], { cwd: folder });
    const args = ['-config', 'config.yaml', `${ID}.zip`];
    const answer = await run(found.binary, args, { cwd: folder }).catch((error: { stdout: string }) => error);
    const report = JSON.parse(answer.stdout) as Report;
    const findings = Object.entries(report['plugin-validator'] ?? {}).flatMap(([analyzer, all]) =>
      all.filter(({ Severity }) => Severity !== 'ok').map(({ Title, Detail }) => `${analyzer}: ${Title} ${Detail}`)
    );
    assert.deepEqual(findings, []);
  });
});
