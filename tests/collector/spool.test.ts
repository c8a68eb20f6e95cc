import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { compactEtcd } from './compact.ts';
import { inParallel } from '../../stack/src/parallel.ts';
import { create, NUMBERS, oldEvent, raise } from './events.ts';
import { Bed, until } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

describe('a spool on disk', () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());

  const spooled = (directory: string, maxBytes = '1GiB'): Record<string, unknown> => ({
    queue: { maxEntries: 50 },
    spool: { directory, maxBytes },
  });

  it('keeps, through a SIGKILL, revisions that the API server has forgotten by then', async () => {
    const namespace = await bed.namespace('spool');
    const directory = path.join(bed.folder, 'spool');
    const collector = bed.collector({ config: spooled(directory) });
    await collector.logged('"msg":"watching"');
    await bed.stack.signal('loki', 'SIGKILL');
    await create(
      bed.stack,
      NUMBERS.map((number) => oldEvent(namespace, number))
    );
    for (const count of [2, 3]) {
      await inParallel(NUMBERS, (number) => raise(bed.stack, namespace, number, count));
    }
    await until(() => spooledRecords(directory) >= 900, 10_000);
    await collector.kill('SIGKILL');
    await compactEtcd(bed.stack);
    // A record that was being written.
    const [segment] = readdirSync(directory);
    appendFileSync(path.join(directory, segment!), Buffer.from([200, 0, 0, 0, 1, 2, 3]));
    const next = bed.collector({ config: spooled(directory) });
    await next.logged('spool: resuming with entries of an earlier run');
    await inParallel(NUMBERS, (number) => raise(bed.stack, namespace, number, 4));
    await bed.stack.start('loki');
    await assertKeptOnce(bed.stack, namespace, NUMBERS, { revisions: 4, withinMs: 60_000 });
    await next.logged('spool: everything is delivered');
    await until(() => readdirSync(directory).length === 0, 5_000);
    await next.kill('SIGTERM');
  });

  it('with a damaged record loses that record alone, and says so', async () => {
    const namespace = await bed.namespace('spool-damaged');
    const directory = path.join(bed.folder, 'damaged');
    const collector = bed.collector({ config: spooled(directory) });
    await collector.logged('"msg":"watching"');
    await bed.stack.signal('loki', 'SIGKILL');
    await create(
      bed.stack,
      NUMBERS.map((number) => oldEvent(namespace, number))
    );
    await until(() => spooledRecords(directory) >= NUMBERS.length, 10_000);
    await collector.kill('SIGKILL');
    const damaged = damageRecord(path.join(directory, readdirSync(directory)[0]!));
    const next = bed.collector({ config: spooled(directory) });
    await next.logged('spool: a part of a file cannot be read, skipping it');
    await bed.stack.start('loki');
    const others = NUMBERS.filter((number) => number !== damaged);
    await assertKeptOnce(bed.stack, namespace, others, { withinMs: 60_000 });
    await next.kill('SIGTERM');
  });

  it('that is full stops the reading, and loses nothing', async () => {
    const namespace = await bed.namespace('spool-full');
    const collector = bed.collector({ config: spooled(path.join(bed.folder, 'small'), '64KiB') });
    await collector.logged('"msg":"watching"');
    await bed.stack.signal('loki', 'SIGKILL');
    await create(
      bed.stack,
      NUMBERS.map((number) => oldEvent(namespace, number))
    );
    await collector.logged('spool: cannot be written, the watch pauses until it can');
    await bed.stack.start('loki');
    await assertKeptOnce(bed.stack, namespace, NUMBERS, { withinMs: 60_000 });
    await collector.kill('SIGTERM');
  });

  it(
    'on a disk that is full stops the reading, and loses nothing',
    { skip: process.getuid?.() === 0 ? false : 'a small disk can be mounted by root alone' },
    async () => {
      const namespace = await bed.namespace('disk-full');
      const disk = path.join(bed.folder, 'disk');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
      try {
        const collector = bed.collector({ config: spooled(path.join(disk, 'spool')) });
        await collector.logged('"msg":"watching"');
        await bed.stack.signal('loki', 'SIGKILL');
        await create(
          bed.stack,
          NUMBERS.map((number) => oldEvent(namespace, number))
        );
        await collector.logged(/spool: cannot be written.*ENOSPC|ENOSPC.*spool: cannot be written/);
        await bed.stack.start('loki');
        await assertKeptOnce(bed.stack, namespace, NUMBERS, { withinMs: 60_000 });
        await collector.kill('SIGTERM');
      } finally {
        execFileSync('umount', ['-l', disk]);
      }
    }
  );

  it('that cannot be used is logged, and the collector continues without it', async () => {
    const namespace = await bed.namespace('spool-none');
    const file = path.join(bed.folder, 'a-file');
    writeFileSync(file, '');
    const collector = bed.collector({ config: spooled(path.join(file, 'spool')) });
    await collector.logged('spool: cannot be opened, continuing without');
    await create(bed.stack, [oldEvent(namespace, 1)]);
    await assertKeptOnce(bed.stack, namespace, [1]);
    await collector.kill('SIGTERM');
  });
});

function spooledRecords(directory: string): number {
  return readdirSync(directory, { withFileTypes: true }).reduce((sum, { name }) => {
    const text = readFileSync(path.join(directory, name), 'utf8');
    return sum + text.split('"sequence":').length - 1;
  }, 0);
}

/** Changes a byte of a record in the middle of the file. Returns its event's number. */
function damageRecord(file: string): number {
  const bytes = readFileSync(file);
  const at = bytes.indexOf('"name":"pod-', bytes.length / 2);
  const number = Number(/^\d+/.exec(bytes.toString('latin1', at + '"name":"pod-'.length))?.[0]);
  bytes[at] = 0;
  writeFileSync(file, bytes);
  return number;
}
