import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Entry, type Event, entryOf } from '../../pkg/event/src/index.ts';
import { startStack, type Stack } from '../../stack/src/stack.ts';
import { push } from '../loki/loki.ts';

const COOKBOOK = path.resolve(import.meta.dirname, '../../docs/query-cookbook.md');
const QUERIES = [...readFileSync(COOKBOOK, 'utf8').matchAll(/^```logql\n([^]*?)\n```$/gm)].map(
  ([, query = '']) => query
);
/** An answer that something is absent is what finds nothing here. */
const FINDS_NOTHING = /^absent_over_time/;

let stack: Stack;
let folder: string;
before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cookbook-'));
  stack = await startStack({ name: path.basename(folder), data: folder, only: ['loki'] });
  const entries = events().map((event) => entryOf(event, event.count ?? 1, { staticLabels: { cluster: 'eu-1' } }));
  await push(stack.lokiUrl, [...entries, inFallbackStream(entries[0]!)]);
});
after(async () => {
  await stack.signal('loki', 'SIGKILL');
  await stack.down();
  rmSync(folder, { recursive: true });
});

/** An entry as the first one of the stream that any entry fits into. */
function inFallbackStream(entry: Entry): Entry {
  const { _host = '', _namespace = '', _type = '', ...labels } = entry.labels;
  return { ...entry, labels, metadata: { ...entry.metadata, _host, _namespace, _type } };
}

/** Events that the cookbook's queries find, of the last minute. */
function events(): Event[] {
  const time = `${new Date().toISOString().slice(0, 19)}Z`;
  const event = (kind: string, name: string, reason: string, message: string, type = 'Warning'): Event => ({
    metadata: { name: `${name}.${reason}`, namespace: kind === 'Node' ? 'default' : 'shop', resourceVersion: '7' },
    involvedObject: { apiVersion: 'v1', kind, name, namespace: kind === 'Node' ? '' : 'shop' },
    reason,
    message,
    type,
    count: 12,
    firstTimestamp: time,
    lastTimestamp: time,
    source: { component: 'kubelet', host: 'node-1' },
  });
  return [
    event('Pod', 'web-1', 'BackOff', 'Back-off pulling image "shop/web:2"'),
    event('Pod', 'web-1', 'Unhealthy', 'Liveness probe failed: dial tcp: Connection refused'),
    event('Pod', 'web-1', 'Scheduled', 'Successfully assigned shop/web-1 to node-1', 'Normal'),
    event('Node', 'node-1', 'NodeNotReady', 'Node node-1 status is now: NodeNotReady'),
  ];
}

async function ask(query: string): Promise<{ status: number; text: string; found: number }> {
  const parameters = new URLSearchParams({ query, since: '1h' }).toString();
  const answer = await fetch(`${stack.lokiUrl}/loki/api/v1/query_range?${parameters}`);
  const text = await answer.text();
  const found = answer.ok ? (JSON.parse(text) as { data: { result: unknown[] } }).data.result.length : 0;
  return { status: answer.status, text, found };
}

describe('each query of the cookbook is one that Loki takes, and finds what it is for:', () => {
  it('there are queries', () => assert.ok(QUERIES.length > 20));

  for (const query of new Set(QUERIES)) {
    it(query, async () => {
      const { status, text, found } = await ask(query);
      assert.equal(status, 200, text);
      // Against an hour in which nothing was, nothing is twice as much.
      if (!FINDS_NOTHING.test(query) && !query.includes('offset')) {
        assert.ok(found > 0, 'it finds nothing');
      }
    });
  }
});
