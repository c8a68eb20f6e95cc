import { Loki } from '../../pkg/event-history/src/loki/loki.ts';

interface Query {
  text: string;
  ms: number;
  bytes: number;
  failed: boolean;
}

/** A client for Loki that notes what each query takes. */
export class NotedLoki extends Loki {
  readonly queries: Query[] = [];

  /** What Loki decompressed and went through for all of them. */
  get bytes(): number {
    return this.queries.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  override async get(url: string): Promise<unknown> {
    const started = performance.now();
    const note = (answer?: unknown) => {
      const { data } = (answer ?? {}) as { data?: { stats?: { summary?: { totalBytesProcessed?: number } } } };
      const text = new URL(url, this.access.url).searchParams.get('query') ?? url;
      const bytes = data?.stats?.summary?.totalBytesProcessed ?? 0;
      this.queries.push({ text, ms: performance.now() - started, bytes, failed: answer === undefined });
    };
    try {
      const answer = await super.get(url);
      note(answer);
      return answer;
    } catch (error) {
      note();
      throw error;
    }
  }
}
