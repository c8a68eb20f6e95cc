import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStack, type Stack, type StackOptions, startStack } from '../stack/src/stack.ts';

/** Loki's limits on pushes out of the way. */
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

type Servers = Pick<StackOptions, 'only' | 'lokiConfig'>;

/** An API server and a Loki. */
export const withServers = (work: (stack: Stack, folder: string) => Promise<void>): Promise<void> =>
  withStacks([{ only: ['kube-apiserver', 'loki'], lokiConfig: UNLIMITED }], ([stack], folder) => work(stack!, folder));

/** Real servers of their own for one run, ended and deleted with it. */
export async function withStacks(
  servers: readonly Servers[],
  work: (stacks: readonly Stack[], folder: string) => Promise<void>
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'collector-bench-'));
  const dataOf = (at: number): string => path.join(folder, `stack-${at}`);
  const end = async (): Promise<void> => {
    await Promise.all(servers.map(async (_, at) => openStack(dataOf(at))?.down()));
    rmSync(folder, { recursive: true, force: true });
  };
  const interrupted = (): void => void end().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const stacks: Stack[] = [];
    for (const [at, options] of servers.entries()) {
      stacks.push(await startStack({ name: `${path.basename(folder)}-${at}`, data: dataOf(at), ...options }));
    }
    await work(stacks, folder);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await end();
  }
}
