/**
 * `node tests/collector/million.ts [EVENTS]`: a collector's first start with 1,000,000 events on the API server. Reports
 * how long it takes until all of them are in Loki, the collector's peak memory, and how many events were lost or are
 * there twice. Exit code 1 if any is, or if the peak is above 200 MiB.
 *
 * It takes about half an hour on two cores, 6 GB of memory and 6 GB of disk.
 */
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { linesTaken } from '../../bench/loki.ts';
import { usageOf } from '../../bench/usage.ts';
import { type Event } from '../../pkg/event/src/index.ts';
import { mustCall } from '../../stack/src/api.ts';
import { type Stack } from '../../stack/src/stack.ts';
import { inParallel } from '../../stack/src/parallel.ts';
import { oldEvent } from './events.ts';
import { Bed, type Collector } from './harness.ts';
import { find } from '../loki/loki.ts';

const events = Number(process.argv[2] ?? 1_000_000);
/** Events a namespace: what one query answers with. */
const PART = 5_000;
const LARGEST_PEAK_MIB = 200;
/** How long nothing may reach Loki before the rest counts as lost. */
const TIMEOUT_MS = 120_000;
/** More than etcd takes by default. */
process.env.ETCD_QUOTA_BACKEND_BYTES = String(8 * 1024 ** 3);

const namespaceOf = (number: number): string => `part-${Math.floor(number / PART)}`;

/** Puts in one transaction; etcd takes up to 128. */
const PUTS = 125;

/**
 * Puts events straight into etcd, many in one transaction: a hundred times as fast as through the API server, which
 * reads objects in etcd as JSON too. Those of one transaction have one resourceVersion.
 */
async function writeEvents(stack: Stack): Promise<void> {
  const template = await created(stack);
  const agent = new Agent({ keepAlive: true });
  const firsts = Array.from({ length: Math.ceil(events / PUTS) }, (_, at) => at * PUTS);
  await inParallel(firsts, async (first) => {
    const numbers = Array.from({ length: Math.min(PUTS, events - first) }, (_, at) => first + at);
    const success = numbers.map((number) => ({ requestPut: putOf(template, number) }));
    await transact(stack, agent, JSON.stringify({ success }));
  });
  agent.destroy();
}

function putOf(template: Event, number: number): { key: string; value: string } {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const namespace = namespaceOf(number);
  const { metadata, ...event } = { ...template, ...oldEvent(namespace, number, template.message ?? '') };
  const uid = `5f4e2b0c-7a52-4d5e-9c1b-${number.toString(16).padStart(12, '0')}`;
  const stored = { ...event, metadata: { ...template.metadata, ...metadata, uid, resourceVersion: undefined } };
  return {
    key: base64(`/registry/events/${namespace}/${metadata?.name}`),
    value: base64(JSON.stringify(stored)),
  };
}

/** An event as the API server shows it once it is created, with its managed fields. */
async function created(stack: Stack): Promise<Event> {
  const name = 'template';
  await mustCall(stack.apiServer(), 'POST', '/api/v1/namespaces', { metadata: { name } });
  const path = `/api/v1/namespaces/${name}/events`;
  const message = 'Back-off restarting failed container checkout in pod checkout-7d9c6b5f4-x2x9k_shop(5f4e2b0c-7a52)';
  await mustCall(stack.apiServer(), 'POST', path, oldEvent(name, 0, message));
  const event = (await mustCall(stack.apiServer(), 'GET', `${path}/event-0`)) as Event;
  await mustCall(stack.apiServer(), 'DELETE', `${path}/event-0`);
  return event;
}

function transact(stack: Stack, agent: Agent, body: string): Promise<void> {
  const options = { agent, method: 'POST', port: stack.state.ports.etcd, path: '/v3/kv/txn' };
  return new Promise((resolve, reject) => {
    const sent = request(options, (answer) => {
      answer.resume();
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`etcd: ${answer.statusCode}`))));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Waits until Loki has taken all, or takes no more. Resolves with when it took the last, in seconds since the start. */
async function untilTaken(stack: Stack, collector: Collector): Promise<number> {
  const startMs = performance.now();
  let [taken, atMs, reportMs] = [0, startMs, startMs];
  while (taken < events && performance.now() - atMs < TIMEOUT_MS && collector.child.exitCode === null) {
    await delay(200);
    const now = await linesTaken(stack.lokiUrl).catch(() => taken);
    atMs = now > taken ? performance.now() : atMs;
    taken = now;
    if (performance.now() - reportMs > 30_000) {
      reportMs = performance.now();
      console.log(`${Math.round((reportMs - startMs) / 1000)} s: ${taken} in Loki, ${memory(collector)}`);
    }
  }
  return (atMs - startMs) / 1000;
}

function memory({ pid }: Collector): string {
  const { rssMiB, peakMiB } = usageOf(pid);
  return `${rssMiB.toFixed()} MiB, ${peakMiB.toFixed()} at most`;
}

/** The names in a namespace's streams. To look for the namespace in the metadata too would read the other 199 each time. */
async function namesIn({ lokiUrl }: Stack, namespace: string): Promise<string[]> {
  const query = `{service_name="kubernetes-events", _namespace="${namespace}"} | line_format "{{.name}}"`;
  return (await find(lokiUrl, query)).map(({ line }) => line);
}

async function losses(stack: Stack): Promise<{ lost: number; twice: number }> {
  const found = { lost: 0, twice: 0 };
  for (let first = 0; first < events; first += PART) {
    const names = await namesIn(stack, namespaceOf(first));
    const distinct = new Set(names);
    found.lost += Math.min(PART, events - first) - distinct.size;
    found.twice += names.length - distinct.size;
  }
  return found;
}

const bed = await Bed.start();
try {
  const fromMs = performance.now();
  await writeEvents(bed.stack);
  console.log(`${events} events written in ${Math.round((performance.now() - fromMs) / 1000)} s`);
  const collector = bed.collector();
  const seconds = await untilTaken(bed.stack, collector);
  await collector.logged('"msg":"watching"', 3_600_000);
  const { peakMiB, cpuMs } = usageOf(collector.pid);
  const expired = collector.lines.filter((line) => line.includes('"kind":"gone"')).length;
  const { lost, twice } = await losses(bed.stack);
  const figures = { seconds: Math.round(seconds), peakMiB: Math.round(peakMiB), cpuSeconds: Math.round(cpuMs / 1000) };
  console.log(JSON.stringify({ events, ...figures, expired, lost, twice }));
  process.exitCode = lost + twice > 0 || peakMiB > LARGEST_PEAK_MIB ? 1 : 0;
} finally {
  await bed.end();
}
