import { type EventQuery } from '../../pkg/logql/src/index.ts';

/** The questions that are asked, in this order. */
export const QUESTIONS = [
  'newest events',
  'first screen',
  'counts by type',
  'counts by namespace',
  'counts by kind',
  'counts by host',
  'counts by reason',
  'rare word',
  'story of an object',
  'problems',
] as const;
export type Question = (typeof QUESTIONS)[number];

/** What an answer took. */
export interface Asked {
  /** Until something is on the screen, and until the answer is complete, in seconds. */
  firstS: number;
  wholeS: number;
  queries: number;
  /** Chunks that Loki's queriers, and its ingesters for the newest hours, read from the store. */
  chunks: number;
  /** Bytes that Loki decompressed, and lines that it went through: a line counts each time. */
  bytes: number;
  lines: number;
  /** Loki's CPU, in seconds: about the same however busy the machine is. */
  cpuS: number;
  /** Events listed, occurrences counted or problems found: the same for all shapes. */
  found: number;
}

/** A Loki full of events. */
export interface Asking {
  url: string;
  /** The range that holds all events, in milliseconds; whole seconds. */
  span: { from: number; to: number };
  /** Where the events are and how they are stored, as the app finds out. */
  stored: Pick<EventQuery, 'base' | 'shapes' | 'increments'>;
  /** A word of the oldest event's message alone. */
  rareWord: string;
  /** An object that has events. */
  object: { cluster: string; namespace: string; kind: string; name: string };
}

export interface App {
  /** Asks as the app's pages do. @throws with Loki's words if it refuses */
  ask(question: Question, asking: Asking): Promise<Omit<Asked, 'cpuS'>>;
}
