import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Segments, type SegmentsOptions, SYNC_MS } from '../src/delivery/spool/segments.ts';

describe('segments', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'segments-'));
  });
  afterEach(() => {
    mock.timers.reset();
    rmSync(folder, { recursive: true });
  });

  const files = (): string[] => readdirSync(folder).sort();
  const record = (number: number): string => JSON.stringify({ number });

  /** A folder with three records in each of three files. */
  function written(options: SegmentsOptions = {}): Segments {
    const segments = new Segments(folder, { segmentBytes: 3 * (8 + record(1).length), ...options });
    segments.open(() => 0);
    for (let number = 1; number <= 9; number++) {
      segments.append(record(number), number);
    }
    return segments;
  }

  /** The records that a new start reads: when it opens the files, and when it reads them. */
  function reopened(damaged: SegmentsOptions['damaged'] = () => undefined): string[] {
    const found: string[] = [];
    const segments = new Segments(folder, { damaged });
    segments.open((payload) => found.push(payload));
    assert.deepEqual(
      found.map(() => segments.read()),
      found
    );
    assert.equal(segments.read(), undefined);
    segments.close();
    return found;
  }

  it('read back what was appended, over many files', () => {
    const segments = new Segments(folder);
    segments.open(() => 0);
    const records = Array.from({ length: 40 }, (_, index) => `{"${index}":"${'ö'.repeat(200_000)}"}`);
    records.forEach((payload, index) => segments.append(payload, index));
    assert.ok(files().length > 1);
    assert.deepEqual(
      records.map(() => segments.read()),
      records
    );
    segments.release(30);
    segments.close();
    assert.equal(reopened().at(-1), records.at(-1));
  });

  for (const [what, tear] of [
    ['a part of a record', (file: string) => appendFileSync(file, Buffer.from([9, 0, 0, 0, 1, 2, 3, 4, 5, 6]))],
    ['zeros', (file: string) => appendFileSync(file, Buffer.alloc(100))],
  ] as const) {
    it(`cut off what a crash left at the end: ${what}`, () => {
      written().close();
      tear(path.join(folder, files().at(-1)!));
      const damages: number[] = [];
      for (const start of ['first', 'second']) {
        assert.equal(reopened((_, bytes) => damages.push(bytes)).length, 9, start);
      }
      assert.deepEqual(damages, []);
    });
  }

  it('lose only the records that a file was cut within, wherever it was cut', () => {
    written().close();
    const contents = files().map((name) => readFileSync(path.join(folder, name)));
    const size = 8 + record(1).length;
    for (const [at, name] of files().entries()) {
      for (let length = 0; length < contents[at]!.length; length++) {
        truncateSync(path.join(folder, name), length);
        const kept = Array.from({ length: 9 }, (_, index) => index).filter(
          (index) => Math.floor(index / 3) !== at || (index % 3) + 1 <= length / size
        );
        assert.deepEqual(
          reopened(),
          kept.map((index) => record(index + 1)),
          `file ${at} cut after ${length} bytes`
        );
        writeFileSync(path.join(folder, name), contents[at]!);
      }
    }
  });

  it('lose only the record that a byte was changed in, whichever byte, and report it once', () => {
    written().close();
    const contents = files().map((name) => readFileSync(path.join(folder, name)));
    const size = 8 + record(1).length;
    for (const [at, name] of files().entries()) {
      for (let offset = 0; offset < contents[at]!.length; offset++) {
        const changed = Buffer.from(contents[at]!);
        changed[offset]! ^= 0xff;
        writeFileSync(path.join(folder, name), changed);
        const lost = at * 3 + Math.floor(offset / size) + 1;
        let damages = 0;
        assert.deepEqual(
          reopened(() => damages++),
          [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((number) => number !== lost).map(record),
          `byte ${offset} of file ${at}`
        );
        // The end of the last file is what was being written.
        assert.equal(damages, lost === 9 ? 0 : 1, `byte ${offset} of file ${at}`);
        writeFileSync(path.join(folder, name), contents[at]!);
      }
    }
  });

  it('are on the disk when the next file is begun, and a second after an append', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const synced: number[] = [];
    const segments = written({ sync: (fd) => synced.push(fd) });
    assert.equal(synced.length, 2);
    mock.timers.tick(SYNC_MS);
    assert.equal(new Set(synced).size, 3);
    mock.timers.tick(SYNC_MS);
    assert.equal(synced.length, 3, 'nothing new to sync');
    segments.append(record(10), 10);
    mock.timers.tick(SYNC_MS);
    assert.equal(synced.length, 4, 'the new file alone: the full one is synced already');
    segments.close();
  });

  it('report with the next append that they could not be synced', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const segments = new Segments(folder, {
      sync: () => {
        throw new Error('EIO: i/o error, fdatasync');
      },
    });
    segments.open(() => 0);
    segments.append(record(1), 1);
    mock.timers.tick(SYNC_MS);
    assert.throws(() => segments.append(record(2), 2), /EIO/);
    segments.append(record(2), 2);
    segments.close();
    assert.deepEqual(reopened(), [record(1), record(2)]);
  });
});
