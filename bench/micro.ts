import { readFileSync } from 'node:fs';
import path from 'node:path';
import snappy from 'snappyjs';
import { encodePush, streamed } from '../backend-sidecar/src/delivery/loki/encode.ts';
import { type Entry, entryOf, type Event } from '../pkg/event/src/index.ts';
import { align } from './results.ts';

/** Entries a push. */
const BATCH = 500;

/** One step of the hot path. */
export interface StepResult {
  step: string;
  eventsPerSecond: number;
  /** The size of the result; undefined if the result is objects. */
  bytesPerEvent?: number;
}

/** Rounds of `work` that fit into some seconds, a second; the first ones warm up and do not count. */
function measure(work: () => unknown, seconds: number): number {
  const run = (runSeconds: number): number => {
    const startMs = performance.now();
    let rounds = 0;
    let elapsedMs = 0;
    for (; elapsedMs < runSeconds * 1000; rounds++, elapsedMs = performance.now() - startMs) {
      work();
    }
    return (rounds / elapsedMs) * 1000;
  };
  run(seconds / 4);
  return run(seconds);
}

/**
 * The collector's hot path, from a frame's bytes to a compressed push, step by step, on frames that a real API server
 * sent. Figures of one run compare with each other; those of two runs or machines do not.
 */
export function micro(seconds: number): StepResult[] {
  const frames = readFileSync(path.join(import.meta.dirname, '../pkg/event/samples/watch-frames.jsonl'))
    .toString()
    .trim()
    .split('\n')
    .map((line) => Buffer.from(line));
  const batch = Array.from({ length: BATCH }, (_, at) => frames[at % frames.length]!);
  const parse = (): Event[] => batch.map((frame) => (JSON.parse(frame.toString()) as { object: Event }).object);
  const enter = (events: readonly Event[]): Entry[] => events.map((event) => entryOf(event, 1));
  const events = parse();
  const entries = enter(events);
  const body = Buffer.from(encodePush(streamed(entries)));
  const steps: Array<[step: string, work: () => unknown, bytes?: number]> = [
    ['frame → event', parse, batch.reduce((sum, frame) => sum + frame.length, 0)],
    ['event → entry', () => enter(events)],
    ['entries → protobuf', () => encodePush(streamed(entries)), body.length],
    ['protobuf → snappy', () => snappy.compress(body), snappy.compress(body).length],
    ['all of it', () => snappy.compress(encodePush(streamed(enter(parse()))))],
  ];
  return steps.map(([step, work, bytes]) => ({
    step,
    eventsPerSecond: Math.round(measure(work, seconds) * BATCH),
    ...(bytes !== undefined && { bytesPerEvent: Math.round(bytes / BATCH) }),
  }));
}

/** The same for a screen: the share is of the time that all of it takes. */
export function microTable(steps: readonly StepResult[]): string {
  const whole = steps.at(-1)?.eventsPerSecond ?? Number.NaN;
  const rows = steps.map(({ step, eventsPerSecond, bytesPerEvent }) => [
    step,
    eventsPerSecond.toLocaleString('en'),
    `${Math.round((whole / eventsPerSecond) * 100)} %`,
    bytesPerEvent?.toLocaleString('en') ?? '',
  ]);
  return align([['step', 'events/s', 'share', 'bytes/event'], ...rows], 1);
}
