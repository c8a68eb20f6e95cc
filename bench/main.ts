/**
 * `make bench`: the collector's hot path, from a frame's bytes to a compressed push, step by step. Figures of one run
 * compare with each other; those of two runs or machines do not.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import snappy from 'snappyjs';
import { encodePush } from '../backend-sidecar/src/delivery/loki/encode.ts';
import { type Entry, entryOf, type Event } from '../pkg/event/src/index.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const SECONDS = values.quick ? 1 : 5;
/** Entries a push. */
const BATCH = 500;

const frames = readFileSync(path.join(import.meta.dirname, '../tests/data/watch-frames.jsonl'))
  .toString()
  .trim()
  .split('\n')
  .map((line) => Buffer.from(line));
const batch = Array.from({ length: BATCH }, (_, at) => frames[at % frames.length] as Buffer);

const parse = (): Event[] => batch.map((frame) => (JSON.parse(frame.toString()) as { object: Event }).object);
const events = parse();
const entries = events.map((event) => entryOf(event, 1));
const body = encodePush(entries);

/** Events a second, over as many rounds as fit into the time; the first ones warm up and do not count. */
function measure(work: () => unknown): number {
  const run = (seconds: number): number => {
    const end = performance.now() + seconds * 1000;
    let rounds = 0;
    for (; performance.now() < end; rounds++) {
      work();
    }
    return rounds;
  };
  run(SECONDS / 4);
  return (run(SECONDS) * BATCH) / SECONDS;
}

const STEPS: Array<[string, () => unknown, number]> = [
  ['frame → event', parse, batch.reduce((sum, frame) => sum + frame.length, 0)],
  ['event → entry', (): Entry[] => events.map((event) => entryOf(event, 1)), 0],
  ['entries → protobuf', () => encodePush(entries), body.length],
  ['protobuf → snappy', () => snappy.compress(body), snappy.compress(body).length],
  ['all of it', () => snappy.compress(encodePush(parse().map((event) => entryOf(event, 1)))), 0],
];

const rows = STEPS.map(([step, work, bytes]) => ({
  step,
  eventsPerSecond: Math.round(measure(work)),
  bytesPerEvent: bytes > 0 ? Math.round(bytes / BATCH) : null,
}));
const whole = rows.at(-1)?.eventsPerSecond ?? 1;
console.log('step                   events/s    share of all   bytes/event');
for (const { step, eventsPerSecond, bytesPerEvent } of rows) {
  const share = `${Math.round((whole / eventsPerSecond) * 100)} %`;
  console.log(
    `${step.padEnd(20)} ${String(eventsPerSecond).padStart(10)} ${share.padStart(15)} ${String(bytesPerEvent ?? '').padStart(13)}`
  );
}
