import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { CATALOGUE } from '../src/index.ts';
import { type GoFile, goFiles, kubernetesModules } from './kubernetes/modules.ts';
import { type Emission, EventScan } from './kubernetes/scan.ts';
import { LISTS_OF_REASONS, NOT_REASONS, READ_ELSEWHERE } from './kubernetes/sites.ts';

const OURS = CATALOGUE.filter(({ source }) => source.repository === 'kubernetes/kubernetes');
/** The collector's own entries have reasons of Kubernetes, but no place there writes Events with them. */
const WRITTEN = OURS.filter(({ emitter }) => emitter !== 'loki-event-collector');

describe('the catalogue beside the sources of the pinned Kubernetes', { timeout: 600_000 }, () => {
  let version = '';
  let files: GoFile[] = [];
  let scan: EventScan;
  let emissions: Emission[] = [];

  before(async () => {
    const modules = await kubernetesModules();
    version = modules.find(({ path }) => path === 'k8s.io/kubernetes')?.version ?? '';
    files = (await Promise.all(modules.map(goFiles))).flat();
    scan = new EventScan(files);
    emissions = scan.emissions();
  });

  /** Each reason, with the places that it comes from. */
  const reasons = (): Map<string, string> => {
    const found = new Map<string, string>();
    for (const { path, line, reasons } of emissions) {
      reasons.forEach((reason) => found.set(reason, `${path}:${line}`));
    }
    for (const [site, values] of Object.entries(READ_ELSEWHERE)) {
      values(scan).forEach((reason) => found.set(reason, site));
    }
    for (const path of LISTS_OF_REASONS) {
      scan.constantsOf(path).forEach((reason) => found.set(reason, path));
    }
    NOT_REASONS.forEach((reason) => found.delete(reason));
    return found;
  };

  it('finds the places that write Events', () => {
    assert.ok(emissions.length > 250, `only ${emissions.length} places found: has the recorders' API changed?`);
    for (const path of LISTS_OF_REASONS) {
      assert.ok(scan.constantsOf(path).length > 10, `no constants in ${path}: where have they gone?`);
    }
  });

  const sites = () =>
    new Set(emissions.flatMap(({ path, open }) => open.map((expression) => `${path}: ${expression}`)));

  it('knows where the reason comes from at each of them', () => {
    assert.deepEqual(
      [...sites()].filter((site) => !Object.hasOwn(READ_ELSEWHERE, site)),
      []
    );
  });

  it('explains no place that is no longer there', () => {
    assert.deepEqual(
      Object.keys(READ_ELSEWHERE).filter((site) => !sites().has(site)),
      []
    );
  });

  it('has every reason that they write', () => {
    const known = new Set(WRITTEN.map(({ reason }) => reason));
    const missing = [...reasons()].filter(([reason]) => !known.has(reason));
    assert.deepEqual(
      missing.map(([reason, place]) => `${reason} (${place})`),
      []
    );
  });

  it('has the types that they write them with', () => {
    const wrong = emissions.flatMap(({ path, line, type, reasons }) =>
      reasons
        .filter((reason) => type && !WRITTEN.some((entry) => entry.reason === reason && entry.types.includes(type)))
        .map((reason) => `${reason} is ${type} at ${path}:${line}`)
    );
    assert.deepEqual(wrong, []);
  });

  it('has none that they no longer write', () => {
    const written = reasons();
    const prefix = scan.constantsOf('pkg/kubelet/lifecycle/predicate.go').filter((value) => value.startsWith('OutOf'));
    const gone = WRITTEN.filter(({ reason }) => !written.has(reason) && !prefix.includes(reason));
    assert.deepEqual(
      gone.map(({ id }) => id),
      []
    );
  });

  it('names the version that is pinned, and files that exist in it', () => {
    const paths = new Set(files.map(({ path }) => path));
    assert.deepEqual([...new Set(OURS.map(({ source }) => source.version))], [version]);
    assert.deepEqual(
      OURS.filter(({ source }) => !paths.has(source.path)).map(({ id, source }) => [id, source.path]),
      []
    );
  });
});
