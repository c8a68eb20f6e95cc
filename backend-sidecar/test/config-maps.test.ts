import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { entryOf, type Event } from '@kubernetes-events/event';
import { type ConfigMap, ConfigMapChanges, type ReadConfigMap } from '../src/changes/config-maps.ts';
import { type Output, type Seen } from '../src/watch/state.ts';

const signal = new AbortController().signal;
const NOW = '2026-11-26T07:00:00.000Z';

interface Frame {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: ConfigMap;
}

/** Frames of a watch of a real API server: created, changed by several managers, labelled, deleted. */
const FRAMES = readFileSync(path.join(import.meta.dirname, '../../pkg/event/samples/config-map-frames.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Frame);

const numberOf = ({ metadata }: Event): number => Number(metadata?.resourceVersion);

/** The API server's state at each version from the frames. @param oldest what is older is forgotten */
function readFrames(oldest = 0): ReadConfigMap {
  return {
    at({ metadata }, version) {
      const at = version === '' ? Infinity : Number(version);
      const last = FRAMES.findLast(({ object }) => numberOf(object) <= at && object.metadata?.uid === metadata?.uid);
      const state = last && last.type !== 'DELETED' ? last.object : null;
      return Promise.resolve(at < oldest ? undefined : state);
    },
    readers: () => Promise.resolve(['Deployment/web']),
  };
}

function watched(read = readFrames(), since = '2026-11-26T06:00:00Z'): ConfigMapChanges {
  return new ConfigMapChanges({ floors: {}, since, selects: () => true, read, now: () => NOW });
}

/** A watch of metadata has no data. */
function metadataOf({ metadata }: Event): Event {
  return { metadata };
}

const SEEN = { ADDED: 'added', MODIFIED: 'modified' } as const;

function outputOf({ type, object }: Frame): Output {
  const position = { version: String(numberOf(object)) };
  const event = metadataOf(object);
  return type === 'DELETED'
    ? { kind: 'deleted', event, position }
    : { kind: 'revision', event, seen: SEEN[type], position };
}

type Entry = Extract<Output, { kind: 'revision' }>;

async function entries(recorder: ConfigMapChanges, outputs: readonly Output[]): Promise<Entry[]> {
  const found = await recorder.outputsOf(outputs, signal);
  return found.filter((output) => output.kind === 'revision');
}

const messagesOf = (found: readonly Entry[]): string[] => found.map(({ event }) => event.message ?? '');
const textOf = ({ event, own }: Entry): string =>
  JSON.stringify(entryOf(event, own!.increment, {}, own!.metadata), (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value
  );

const ALL = [
  'Data LOG_LEVEL, app.yaml added; read by Deployment/web; by helm',
  'Data LOG_LEVEL changed; read by Deployment/web; by kubectl edit',
  'Data LOG_LEVEL changed; read by Deployment/web; by kubectl edit',
  'Data app.yaml removed; read by Deployment/web',
  'Data LOG_LEVEL changed; data FEATURE, icon added; read by Deployment/web; by argocd-controller',
  'Data FEATURE, icon removed; read by Deployment/web; by argocd-controller',
];

describe('changes of ConfigMaps', () => {
  it('are one entry for each revision whose data differs, with the time at which it was written', async () => {
    const found = await entries(watched(), FRAMES.map(outputOf));
    assert.deepEqual(messagesOf(found), ALL);
    const times = found.map(({ event }) => event.lastTimestamp ?? '');
    assert.deepEqual(times.toSpliced(3, 1), times.toSpliced(3, 1).toSorted());
    // A client that only removes keys leaves no time.
    assert.equal(times[3], NOW);
  });

  it('are different entries if the same keys are written twice in a second', async () => {
    const texts = (await entries(watched(), FRAMES.map(outputOf))).map(textOf);
    assert.equal(new Set(texts).size, ALL.length);
  });

  it('are the same entries, each once, wherever another leader takes over', async () => {
    const all = (await entries(watched(), FRAMES.map(outputOf))).map(textOf);
    for (let cut = 0; cut <= FRAMES.length; cut++) {
      const first = await entries(watched(), FRAMES.slice(0, cut).map(outputOf));
      const second = await entries(watched(), FRAMES.slice(cut).map(outputOf));
      assert.deepEqual([...first, ...second].map(textOf), all, `cut at ${cut}`);
    }
  });

  for (const seen of ['backfill', 'reset'] as const) {
    it(`are none in a list because of a ${seen}`, async () => {
      const outputs = FRAMES.map(({ object }) => listed(object, seen));
      assert.deepEqual(await entries(watched(), outputs), []);
    });
  }

  describe('in a list because of a gap', () => {
    const newest = FRAMES.findLast(({ type }) => type === 'MODIFIED')!.object;
    const listedNewest = [listed(trimmed(newest), 'gap')];

    it('are the same entries as of a watch, for each revision since the checkpoint', async () => {
      const watchedNow = (await entries(watched(), FRAMES.map(outputOf))).map(textOf);
      assert.deepEqual((await entries(watched(), listedNewest)).map(textOf), watchedNow);
    });

    it('are recorded as far as the API server knows the revisions', async () => {
      // All but the newest two are forgotten.
      const found = await entries(watched(readFrames(220)), listedNewest);
      assert.deepEqual(messagesOf(found), [
        'Data may have changed: what it was before is not known; read by Deployment/web; by kubectl edit',
        ...ALL.slice(4),
      ]);
    });
  });

  describe('where the API server has forgotten the revision before', () => {
    const newest = FRAMES.findLast(({ type }) => type === 'MODIFIED')!.object;
    const forgotten = readFrames(numberOf(newest));
    const undeleted: ReadConfigMap = {
      ...forgotten,
      at: (object, version) => forgotten.at(object, version || '222', signal),
    };

    it('are recorded without the keys, by whom they were written last', async () => {
      const found = await entries(watched(undeleted), [listed(trimmed(newest), 'gap')]);
      assert.deepEqual(messagesOf(found), [
        'Data may have changed: what it was before is not known; read by Deployment/web; by argocd-controller',
      ]);
      assert.equal(found[0]?.own?.metadata.changed, 'data');
    });

    it('are recorded without a name if there is a later revision, or none any more', async () => {
      const found = await entries(watched(forgotten), [listed(trimmed(newest), 'gap')]);
      assert.deepEqual(messagesOf(found), [
        'Data may have changed: what it was before is not known; read by Deployment/web',
      ]);
    });

    it('are not recorded if the data was written long before the checkpoint', async () => {
      const later = watched(undeleted, '2026-11-26T09:00:00Z');
      assert.deepEqual(await entries(later, [listed(trimmed(newest), 'gap')]), []);
    });
  });

  it('are recorded without workloads if none can be read, and not if there are none', async () => {
    const frames = FRAMES.slice(0, 1).map(outputOf);
    const unreadable = watched({ ...readFrames(), readers: () => Promise.resolve(undefined) });
    assert.deepEqual(messagesOf(await entries(unreadable, frames)), ['Data LOG_LEVEL, app.yaml added; by helm']);
    const unread = watched({ ...readFrames(), readers: () => Promise.resolve([]) });
    assert.deepEqual(await entries(unread, frames), []);
  });

  it('name who set the keys, also if others wrote in the same second', async () => {
    const [frame] = FRAMES;
    const version = numberOf(frame!.object);
    const managed = (manager: string, ...keys: string[]): object => ({
      manager,
      operation: 'Update',
      time: '2026-11-26T06:51:10Z',
      fieldsV1: { 'f:data': Object.fromEntries(keys.map((key) => [`f:${key}`, {}])) },
    });
    const revision = (data: object, ...managedFields: object[]): ConfigMap => ({
      metadata: { ...frame!.object.metadata, managedFields },
      data,
    });
    const before = revision({ LEVEL: '1', OLD: '2' }, managed('helm', 'OLD'), managed('kubectl-edit', 'LEVEL'));
    const now = revision(
      { LEVEL: '1', OLD: '2', NEW: '3' },
      managed('helm', 'OLD', 'NEW'),
      managed('kubectl-edit', 'LEVEL')
    );
    const at: ReadConfigMap['at'] = (_, asked) => Promise.resolve(Number(asked) === version ? now : before);
    const found = await entries(watched({ ...readFrames(), at }), [outputOf(frame!)]);
    assert.deepEqual(messagesOf(found), ['Data NEW added; read by Deployment/web; by helm']);
  });

  it('have no value', async () => {
    const secret = (value: string): ConfigMap => ({ data: { key: value }, binaryData: { blob: btoa(value) } });
    const [frame] = FRAMES;
    const at: ReadConfigMap['at'] = (_, version) =>
      Promise.resolve(Number(version) === numberOf(frame!.object) ? secret('§¤¶1') : secret('§¤¶2'));
    const found = await entries(watched({ ...readFrames(), at }), [outputOf(frame!)]);
    assert.deepEqual(messagesOf(found), ['Data key, blob changed; read by Deployment/web']);
    assert.doesNotMatch(found.map(textOf).join(''), /[§¤¶]|wqfCpMK2/);
  });
});

/** As a list has an object: of its managers only the newest time. */
function trimmed({ metadata }: ConfigMap): ConfigMap {
  const time = '2026-11-26T06:51:18Z';
  return { metadata: { ...metadata, managedFields: [{ time }] } };
}

function listed(object: ConfigMap, seen: Seen): Output {
  return { kind: 'revision', event: metadataOf(object), seen };
}
