import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { after, describe, it } from 'node:test';
import { CONFIG } from '../src/config/schema.ts';
import { createLog } from '../src/telemetry/log.ts';
import { createMetrics } from '../src/telemetry/metrics.ts';
import { type CollectorParts } from '../src/term/parts.ts';
import { Spools } from '../src/term/spools.ts';
import { item } from './items.ts';

describe('the spools of tenants', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'spools-test-'));
  const output = new PassThrough();
  const config = CONFIG.parse({ receivers: { loki: { url: 'http://loki:3100' } }, spool: { directory } });
  const parts = { config, log: createLog('info', output), metrics: createMetrics() } as unknown as CollectorParts;
  const position = { version: '1' };

  after(() => rmSync(directory, { recursive: true, force: true }));

  it('resumes those that a run left, and ignores what has no name of a tenant, with a line in the log', () => {
    const first = new Spools(parts, {});
    first.of('shop/eu 100%')!.spool.append({ ...item(1), position }, {});
    first.close();
    for (const name of ['100%', 'lost+found', 'a b']) {
      mkdirSync(path.join(directory, 'tenants', name));
    }

    const second = new Spools(parts, {});
    const recovered = second.recover();
    second.close();

    assert.deepEqual([...recovered.keys()], ['shop/eu 100%']);
    const lines = String(output.read())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; path?: string });
    const ignored = lines.flatMap(({ msg, path: name }) => (/ignoring/.test(msg) && name ? [path.basename(name)] : []));
    assert.deepEqual(ignored.sort(), ['100%', 'a b', 'lost+found']);
  });
});
