import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStack, type Stack, startStack } from '../stack/src/stack.ts';

/** Loki's limits out of the way: what is measured is the collector. */
export const UNLIMITED = {
  limits_config: {
    ingestion_rate_mb: 1024,
    ingestion_burst_size_mb: 2048,
    per_stream_rate_limit: '1GB',
    per_stream_rate_limit_burst: '2GB',
    max_global_streams_per_user: 0,
    max_entries_limit_per_query: 10_000,
  },
};

/** Real servers of their own for one run, ended and deleted with it. */
export async function withServers(work: (stack: Stack, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'collector-bench-'));
  const data = path.join(folder, 'stack');
  const end = async (): Promise<void> => {
    await openStack(data)?.down();
    rmSync(folder, { recursive: true, force: true });
  };
  const interrupted = (): void => void end().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const stack = await startStack({
      name: path.basename(folder),
      data,
      only: ['kube-apiserver', 'loki'],
      lokiConfig: UNLIMITED,
    });
    await work(stack, folder);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await end();
  }
}
