/**
 * `node tests/collector/soak.ts [MINUTES] [EVENTS A SECOND]`: two replicas under load, while collectors, Loki and the
 * API server are killed at random; ends with how many events were lost and how many were kept twice. Exit code 1 where
 * either is not 0.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { recordOf } from '../../pkg/event/src/index.ts';
import { create, oldEvent } from './events.ts';
import { Bed, type Collector } from './harness.ts';
import { count, find } from '../loki/loki.ts';

const minutes = Number(process.argv[2] ?? 10);
const rate = Number(process.argv[3] ?? 100);
const PART = 1_000;

const bed = await Bed.start();
const replicas: Collector[] = [0, 1].map(() => bed.collector({ args: ['-le'], config: { log: 'info' } }));
const endsMs = performance.now() + minutes * 60_000;
let away = false;
const kills: Record<string, number> = { collector: 0, loki: 0, 'kube-apiserver': 0 };

/** Every so often something is killed, and is back some seconds later. */
async function disturb(): Promise<void> {
  while (performance.now() < endsMs - 30_000) {
    await delay(5_000 + Math.random() * 15_000);
    const [name = ''] = Object.keys(kills).sort(() => Math.random() - 0.5);
    kills[name] = (kills[name] ?? 0) + 1;
    const forMs = Math.random() * 10_000;
    if (name === 'collector') {
      const at = Math.floor(Math.random() * replicas.length);
      await replicas[at]!.kill('SIGKILL');
      await delay(forMs);
      replicas[at] = bed.collector({ args: ['-le'], config: { log: 'info' } });
    } else {
      away = name === 'kube-apiserver';
      await bed.stack.signal(name, 'SIGKILL');
      await delay(forMs);
      await bed.stack.start(name as 'loki');
      away = false;
    }
    console.log(
      `${Math.round((endsMs - performance.now()) / 1000)} s left: ${name} was away for ${Math.round(forMs / 1000)} s`
    );
  }
}

const created = new Set<number>();
/** Numbers that may or may not have been written when the API server was killed. */
const unsure = new Set<number>();

async function load(): Promise<void> {
  let number = 0;
  while (performance.now() < endsMs) {
    const startedMs = performance.now();
    await Promise.all(Array.from({ length: Math.ceil(rate / 10) }, () => createOne(number++)));
    await delay(Math.max(0, 100 - (performance.now() - startedMs)));
  }
}

async function createOne(number: number): Promise<void> {
  if (away) {
    return;
  }
  const namespace = `soak-${Math.floor(number / PART)}`;
  if (number % PART === 0) {
    await bed.namespace(namespace).catch(() => undefined);
  }
  try {
    await create(bed.stack, [oldEvent(namespace, number)]);
    created.add(number);
  } catch {
    unsure.add(number);
  }
}

await Promise.all([disturb(), load()]);

async function kept(): Promise<Map<number, number>> {
  const seen = new Map<number, number>();
  for (let part = 0; part * PART <= Math.max(...created); part++) {
    const lines = await find(bed.stack.lokiUrl, `{_namespace="soak-${part}"}`);
    for (const line of lines) {
      const number = Number(recordOf(line).event.slice('event-'.length));
      seen.set(number, (seen.get(number) ?? 0) + 1);
    }
  }
  return seen;
}

let seen = new Map<number, number>();
for (let tries = 0; tries < 30; tries++) {
  seen = await kept();
  if ([...created].every((number) => seen.has(number))) {
    break;
  }
  await delay(2_000);
}
const lost = [...created].filter((number) => !seen.has(number));
const twice = [...seen].filter(([, times]) => times > 1).map(([number]) => number);
console.log(JSON.stringify({ minutes, created: created.size, unsure: unsure.size, kills }));
const counted = await count(bed.stack.lokiUrl, 'sum(count_over_time({_namespace=~"soak-.+"}[24h]))');
console.log(`lost ${lost.length}, twice ${twice.length}; counted ${counted} of ${seen.size}`);
const faults = lost.length + twice.length + Math.abs(counted - seen.size);
if (faults > 0) {
  console.log(JSON.stringify({ lost: lost.slice(0, 50), twice: twice.slice(0, 50) }));
}
await bed.end();
process.exitCode = faults > 0 ? 1 : 0;
