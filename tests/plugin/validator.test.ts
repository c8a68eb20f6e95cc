import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

const ID = 'lokievents-kubernetes-app';
const VERSION = 'v0.45.6';
const PACKAGE = 'github.com/grafana/plugin-validator/pkg/cmd/plugincheck2';
const run = promisify(execFile);

/**
 * Each runs alone: if one of them cannot reach its server, the validator skips all that come
 * after it, and says nothing. Not among them: what a release alone has (a signature, a page in the catalogue), and what
 * reads a plugin's Go code.
 */
const ANALYZERS = ['archive', 'archivename', 'backendbinary', 'backenddebug', 'binarypermissions', 'buildtools'].concat(
  ['changelog', 'circulardependencies', 'discoverability', 'grafanadependency', 'includesnested', 'jargon', 'jsMap'],
  ['legacybuilder', 'legacyplatform', 'license', 'logos', 'metadata', 'metadatapaths', 'metadatavalid', 'modulejs'],
  ['nestedmetadata', 'packagejson', 'plugindocs', 'pluginname', 'reactcompat', 'readme', 'restrictivedep'],
  ['screenshots', 'sdkusage', 'templatereadme', 'trackingscripts', 'typesuffix', 'unsafesvg', 'version']
);
const CONFIG = 'global:\n  enabled: true\n  severity: warning\n  jsonOutput: true\n  reportAll: false\n';
/** Its message if it cannot reach a server. */
const AWAY = /check failed: .*(?:Get|Post) "(https:[^"]+)"|(react-detect) could not be executed/;

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
  if (given) {
    throw new Error(`PLUGIN_VALIDATOR: there is no ${given}`);
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

describe("Grafana's plugin validator finds nothing wrong:", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kubernetes-events-plugin-'));
  let found: Awaited<ReturnType<typeof validator>>;

  before(async () => {
    found = await validator();
    cpSync(new URL('../../dist', import.meta.url), path.join(folder, ID), { recursive: true });
    writeFileSync(path.join(folder, 'config.yaml'), CONFIG);
    await run('zip', ['-qr', `${ID}.zip`, ID], { cwd: folder });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** The findings of one analyzer, and its own log. */
  async function analyze(binary: string, analyzer: string): Promise<{ report: Report; log: string }> {
    const file = path.join(folder, `${analyzer}.json`);
    const source = `file://${new URL('../..', import.meta.url).pathname}`;
    const args = ['-config', 'config.yaml', '-sourceCodeUri', source, '-analyzer', analyzer, '-output-to-file', file];
    const options = { cwd: folder, env: { ...process.env, DEBUG: '1' } };
    const { stdout, stderr } = await run(binary, [...args, `${ID}.zip`], options).catch(
      // It ends with 1 where it finds something.
      (error: { stdout: string; stderr: string }) => error
    );
    return { report: JSON.parse(readFileSync(file, 'utf8')) as Report, log: stdout + stderr };
  }

  for (const analyzer of ANALYZERS) {
    it(analyzer, async (context) => {
      if (!found.binary) {
        context.skip(found.reason);
        return;
      }
      const { report, log } = await analyze(found.binary, analyzer);
      assert.match(log, new RegExp(`Running analyzer ${analyzer}\\b`), 'it has such an analyzer');
      const [, address, tool] = AWAY.exec(log + JSON.stringify(report)) ?? [];
      if (address ?? tool) {
        context.skip(`${address ?? tool} cannot be reached`);
        return;
      }
      assert.doesNotMatch(log, /check failed/);
      const findings = Object.values(report['plugin-validator'] ?? {})
        .flat()
        .filter(({ Severity }) => Severity === 'error' || Severity === 'warning');
      assert.deepEqual(
        findings.map(({ Title, Detail }) => `${Title}: ${Detail}`),
        []
      );
    });
  }
});
