import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { push } from '../loki/loki.ts';
import { connected } from './mcp-client.ts';
import { history } from './programs.ts';

const MOST_SERIES = 20;
const AGO_MS = 2 * 3_600_000;
const NOTE = /Failed readiness probes before .* are not counted: too many workloads have them\./;
const NOWHERE = { KUBECONFIG: '/nowhere' };

let stack: Stack;
const data = mkdtempSync(path.join(tmpdir(), 'readiness-note-test-'));

before(async () => {
  const lokiConfig = { limits_config: { max_query_series: MOST_SERIES } };
  stack = await startStack({ name: 'readiness-note', data, only: ['loki'], lokiConfig });
  const lastTimestamp = new Date(Date.now() - AGO_MS).toISOString();
  const entries = Array.from({ length: MOST_SERIES + 10 }, (_, n) =>
    entryOf(
      {
        metadata: { name: `pod-${n}.1`, namespace: 'shop' },
        involvedObject: { kind: 'Pod', name: `pod-${n}`, namespace: 'shop' },
        type: 'Warning',
        reason: 'Unhealthy',
        message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
        source: { component: 'kubelet', host: 'n1' },
        lastTimestamp,
      },
      1
    )
  );
  await push(stack.lokiUrl, entries);
});
after(async () => {
  await stack.down();
  rmSync(data, { recursive: true, force: true });
});

it('problems says that readiness probes are not counted as far back as the rest, if too many workloads have them', async () => {
  const { code, err } = await history(stack, ['problems', '-A'], NOWHERE);
  assert.equal(code, 0, err);
  assert.match(err, NOTE);
});

it('mcp says so in its notes', async () => {
  const { answered, close } = await connected(stack, ['-A'], NOWHERE);
  const { notes } = await answered('list_problems').finally(close);
  assert.match(String(notes), NOTE);
});
