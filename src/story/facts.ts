import { type EventRecord } from '@kubernetes-events/event';

/** What a sentence can be made of. */
export type Facts = {
  /** How often it happened. */
  count: number;
  last: EventRecord;
  /** The last message, without what the recorder puts in front of it. */
  message: string;
  /** All events that the sentence is about, in order of time; and all that the story has. */
  records: readonly EventRecord[];
  all: readonly EventRecord[];
};

/** The container that the field path names, as in `spec.containers{web}`; empty if none is. */
export const containerOf = ({ fieldPath }: EventRecord) => /\{(.+)\}/.exec(fieldPath)?.[1] ?? '';

export const probeOf = ({ message }: EventRecord) => /^(Liveness|Readiness|Startup) probe/.exec(message)?.[1] ?? '';
