/**
 * How long test files take. As a reporter of `node --test`, writes one JSON object per test at the top level of a file:
 * `{"file": "…", "ms": 12.3}`.
 */
import path from 'node:path';
import { type TestEvent } from 'node:test/reporters';

interface Duration {
  file: string;
  /** Milliseconds. */
  ms: number;
}

export default async function* durations(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') {
      continue;
    }
    const { file, nesting, details } = event.data;
    if (file && nesting === 0) {
      yield `${JSON.stringify({ file, ms: details.duration_ms } satisfies Duration)}\n`;
    }
  }
}

/** The slowest files, slowest first, from the reporter's lines. Files are shown relative to `root`. */
export function slowest(lines: readonly string[], root: string, most: number): Duration[] {
  const total = new Map<string, number>();
  for (const line of lines) {
    const { file, ms } = JSON.parse(line) as Duration;
    total.set(file, (total.get(file) ?? 0) + ms);
  }
  return [...total]
    .map(([file, ms]) => ({ file: path.relative(root, file), ms }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, most);
}
