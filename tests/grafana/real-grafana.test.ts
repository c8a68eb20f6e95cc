import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { grafana } from '../../stack/src/grafana.ts';
import { freePort } from '../../stack/src/ports.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { push } from '../loki/loki.ts';
import { troubledHours } from './events.ts';
import { includes } from './files.ts';

const HOME = process.env.GRAFANA_HOME;

describe('a real Grafana with provisioning/', { skip: !HOME && 'GRAFANA_HOME names no Grafana' }, () => {
  const data = mkdtempSync(path.join(tmpdir(), 'real-grafana-test-'));
  let stack: Stack;
  let url: string;
  before(async () => {
    stack = await startStack({ name: 'real-grafana', data, only: ['loki'] });
    await push(stack.lokiUrl, troubledHours());
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
    await stack.startProcess({ ...grafana(stack, HOME ?? '', port), address: url });
  });
  after(async () => {
    await stack.down();
    rmSync(data, { recursive: true, force: true });
  });

  const get = async <T>(address: string): Promise<T> => (await fetch(url + address)).json() as Promise<T>;

  async function until<T>(what: string, look: () => Promise<T>, holds: (found: T) => boolean): Promise<T> {
    for (const deadline = Date.now() + 120_000; ;) {
      const found = await look();
      if (holds(found)) {
        return found;
      }
      assert.ok(Date.now() < deadline, `${what}: ${JSON.stringify(found)}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  it('has the bundled dashboards', async () => {
    const uids = includes.map(({ uid }) => uid).sort();
    const search = () => get<Array<{ uid: string }>>('/api/search?type=dash-db&tag=kubernetes-events');
    const found = await until('dashboards', search, ({ length }) => length >= uids.length);
    assert.deepEqual(found.map(({ uid }) => uid).sort(), uids);
  });

  it('evaluates every alert rule without an error, and finds the troubles', async () => {
    interface Rules {
      data: {
        groups: Array<{ rules: Array<{ name: string; state: string; health: string; lastEvaluation: string }> }>;
      };
    }
    const rules = async () =>
      (await get<Rules>('/api/prometheus/grafana/api/v1/rules')).data.groups.flatMap((group) => group.rules);
    const quick = (name: string): boolean => name !== 'No events arrive';
    const all = await until(
      'rules',
      rules,
      (found) =>
        found.length === 10 &&
        found.filter(({ name }) => quick(name)).every(({ lastEvaluation }) => !lastEvaluation.startsWith('0001'))
    );
    assert.deepEqual(
      all.filter(({ name, health }) => quick(name) && health !== 'ok'),
      []
    );
    assert.deepEqual(
      all
        .filter(({ state }) => state === 'inactive')
        .map(({ name }) => name)
        .filter(quick),
      []
    );
  });

  it('logs no error about what is provisioned', () => {
    const log = readFileSync(path.join(data, 'grafana/grafana.log'), 'utf8');
    assert.match(log, /finished to provision alerting/);
    assert.deepEqual(
      log.split('\n').filter((line) => /level=error/.test(line) && /provision|dashboard|rule/.test(line)),
      []
    );
  });
});
