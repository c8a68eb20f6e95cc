import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { nameOf, packExecutable, programOf, TARGETS, targetsOn } from '../../tools/package/executables.ts';
import { writeManifests } from '../../tools/package/manifests.ts';
import { create, oldEvent } from '../collector/events.ts';
import { type Bed } from '../collector/harness.ts';
import { startBed, untilStored } from './bed.ts';
import { finished, history, historyCommand, type Ran } from './programs.ts';

const DATE = new Date('2026-01-02T03:04:06Z');
const HERE = TARGETS.find(
  ({ os, arch }) => os === process.platform && arch === (process.arch === 'x64' ? 'amd64' : process.arch)
)!;

/** Unix' permissions of a file in a zip, from the zip's directory. */
function modeOf(zip: Buffer, name: string): number {
  const [entryBytes, attributesAt] = [46, 40];
  const entry = zip.lastIndexOf(name) - entryBytes;
  return zip.readUInt16LE(entry + attributesAt) & 0o777;
}

describe('kubectl event-history as one executable file', () => {
  let bed: Bed;
  let folder: string;
  let program: string;
  let zip: Buffer;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'executable-test-'));
    zip = readFileSync(packExecutable(HERE, folder, DATE));
    program = path.join(folder, programOf(HERE));
    writeFileSync(program, unzipSync(zip)[programOf(HERE)]!, { mode: modeOf(zip, programOf(HERE)) });
    bed = await startBed(['flat']);
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await bed?.end();
  });

  /** Runs the unpacked file where there is no Node. */
  function run(args: readonly string[], file = program): Promise<Ran> {
    const { args: all, env } = historyCommand(bed.stack, args);
    return finished(spawn(file, all.slice(1), { env: { ...env, PATH: '' } }));
  }

  it('prints what the one that runs on Node prints', async () => {
    await bed.namespace('shop');
    await create(
      bed.stack,
      [1, 2, 3].map((number) => oldEvent('shop', number))
    );
    await untilStored(bed, 3, ['flat']);
    const args = ['get', '-n', 'shop', '-o', 'json'];
    const [alone, onNode] = [await run(args), await history(bed.stack, args)];
    assert.deepEqual(alone, onNode);
    assert.match(alone.out, /"event-3"/);
    assert.equal((await run(['version'])).out, `kubectl event-history ${manifest.version}\n`);
  });

  it('fails as that does', async () => {
    const args = ['get', '--loki', 'nowhere'];
    const [alone, onNode] = [await run(args), await history(bed.stack, args)];
    assert.deepEqual(alone, onNode);
    assert.equal(alone.code, 1);
  });

  it('completes command lines under its second name', async () => {
    const second = path.join(folder, 'kubectl_complete-event_history');
    symlinkSync(program, second);
    const { out } = await run(['get', '--since'], second);
    assert.equal(out, '--since\n:4\n');
  });

  it('is executable, and comes with the licenses of all that is in it', () => {
    assert.equal(modeOf(zip, programOf(HERE)), 0o755);
    const files = unzipSync(zip);
    const licenses = ['LICENSE', 'LICENSE.node.txt', 'LICENSE.packages.txt'];
    assert.deepEqual(Object.keys(files).sort(), [...licenses, programOf(HERE)].sort());
    assert.match(Buffer.from(files['LICENSE.node.txt']!).toString(), /Node\.js/);
  });
});

describe('what installs the executables', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'manifests-test-'));
    TARGETS.forEach((target) => writeFileSync(path.join(folder, `${nameOf(target)}.zip`), nameOf(target)));
    writeManifests(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('names each system once, with the sum of its zip', () => {
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: folder });
    const sums = readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n');
    assert.deepEqual(
      sums.map((line) => line.split('  ')[1]),
      TARGETS.map((target) => `${nameOf(target)}.zip`)
    );
    const plugin = parse(readFileSync(path.join(folder, 'event-history.yaml'), 'utf8')) as {
      spec: { platforms: Array<{ uri: string; sha256: string }> };
    };
    assert.deepEqual(
      plugin.spec.platforms.map(({ uri, sha256 }) => `${sha256}  ${path.basename(uri)}`),
      sums
    );
    const formula = readFileSync(path.join(folder, 'kubectl-event-history.rb'), 'utf8');
    const inFormula = [...formula.matchAll(/url ".*\/(.*)"\n\s*sha256 "(.*)"/g)].map(
      ([, file, sum]) => `${sum}  ${file}`
    );
    assert.deepEqual(inFormula.sort(), sums.filter((line) => !line.includes('windows')).sort());
  });
});

describe('where they are built', () => {
  it('is macOS for macOS, and any other system for the rest', () => {
    const names = (platform: NodeJS.Platform): string[] => targetsOn(platform).map(({ os }) => os);
    assert.deepEqual(names('darwin'), ['darwin', 'darwin']);
    assert.deepEqual(names('linux'), ['linux', 'linux', 'windows', 'windows']);
  });
});
