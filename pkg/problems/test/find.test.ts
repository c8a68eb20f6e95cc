import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allProblems, type Store } from '../src/index.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 26, 18);
const span = { from: NOW - 180 * MINUTE, to: NOW };

/** Counts one failure in the last minute; what `list` does is the test's. */
const storeWith = (list: Store['list']): Store => ({
  metric: (expr, { to }) =>
    Promise.resolve(
      expr.includes('_type="Warning"') && expr.includes('sign')
        ? [
            {
              labels: {
                _namespace: 'shop',
                workload: 'Deployment/web',
                _kind: 'Pod',
                reason: 'OOMKilled',
                sign: 'exit 137',
              },
              times: [to],
              values: [3],
            },
          ]
        : []
    ),
  list,
});

describe('problems', () => {
  it('have their counts where their events cannot be read', async () => {
    const store = storeWith(() => Promise.reject(new Error('other side closed')));
    const { problems, done } = await allProblems({ store, query: {}, span });
    assert.equal(done, true);
    assert.deepEqual(
      problems.map(({ workload, mode, details }) => ({ workload, mode, details })),
      [{ workload: 'Deployment/web', mode: 'oom', details: undefined }]
    );
  });

  it('are not known where nothing can be counted', async () => {
    const store = { ...storeWith(() => Promise.resolve([])), metric: () => Promise.reject(new Error('forbidden')) };
    await assert.rejects(allProblems({ store, query: {}, span }), /forbidden/);
  });
});
