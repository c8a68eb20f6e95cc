import assert from 'node:assert/strict';
import { recordOf } from '../../pkg/event/src/index.ts';
import { type Stack } from '../../stack/src/stack.ts';
import { count, find, type Found } from '../loki/loki.ts';
import { until } from './harness.ts';

/** All that Loki has of a namespace, whichever stream it is in: up to 5,000 entries. */
export async function keptOf(stack: Stack, namespace: string): Promise<Found[]> {
  return find(stack.lokiUrl, `{service_name="kubernetes-events"} | _namespace="${namespace}"`);
}

/** The names of the objects that a namespace's entries are about: up to 5,000, whose lines are more than Loki answers with. */
export async function namesOf(stack: Stack, namespace: string): Promise<string[]> {
  const query = `{service_name="kubernetes-events"} | _namespace="${namespace}" | line_format "{{.name}}"`;
  return (await find(stack.lokiUrl, query)).map(({ line }) => line).sort();
}

/**
 * Waits until Loki has an entry for each of these numbers, up to 5,000, then checks that a query finds no other. What was
 * pushed again after a kill may be counted twice, as Loki compares only what it has not compressed yet.
 */
export async function assertNumbersKept(stack: Stack, namespace: string, numbers: readonly number[]): Promise<void> {
  const names = (): Promise<string[]> => namesOf(stack, namespace);
  await until(async () => (await names()).length >= numbers.length, 120_000).catch(() => undefined);
  assert.deepEqual(await names(), numbers.map((number) => `pod-${number}`).sort());
}

export async function counted(stack: Stack, namespace: string): Promise<number> {
  const query = `sum(count_over_time({service_name="kubernetes-events"} | _namespace="${namespace}" [24h]))`;
  return count(stack.lokiUrl, query);
}

/** How many occurrences the entries of a namespace add up to. */
export async function occurrences(stack: Stack, namespace: string): Promise<number> {
  const query = `sum(sum_over_time({service_name="kubernetes-events"} | _namespace="${namespace}" | unwrap increment [24h]))`;
  return count(stack.lokiUrl, query);
}

/**
 * Waits until Loki has as many entries as there were revisions, then checks that it has each of them once, in a log
 * query and in a count.
 *
 * @param revisions how many revisions each number had
 */
export async function assertKeptOnce(
  stack: Stack,
  namespace: string,
  numbers: readonly number[],
  { revisions = 1, withinMs = 30_000 }: { revisions?: number; withinMs?: number } = {}
): Promise<Found[]> {
  const expected = numbers.length * revisions;
  const enough = async (): Promise<boolean> => (await counted(stack, namespace)) >= expected;
  await until(enough, withinMs).catch(() => undefined);
  const found = await keptOf(stack, namespace);
  const seen = new Map<string, number>();
  for (const line of found) {
    const { event } = recordOf(line);
    seen.set(event, (seen.get(event) ?? 0) + 1);
  }
  const lost = numbers.filter((number) => (seen.get(`event-${number}`) ?? 0) < revisions);
  const twice = [...seen].filter(([, times]) => times > revisions).map(([event]) => event);
  const both = await counted(stack, namespace);
  assert.deepEqual(
    { lost, twice, lines: found.length, counted: both },
    { lost: [], twice: [], lines: expected, counted: expected }
  );
  return found;
}
