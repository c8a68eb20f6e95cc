import * as z from 'zod';

/** From this time of an entry on, these labels are in its structured metadata. */
export interface LabelChange {
  /** RFC 3339. */
  from: string;
  moved: readonly string[];
}

/**
 * Which labels are moved, by the time of the entry, the oldest change first. So an entry that is pushed again, after a
 * crash or by the next leader, is in the same stream, whatever was decided in between.
 */
export type LabelSchedule = readonly LabelChange[];

const SCHEDULE = z.array(
  z.object({ from: z.string().refine((time) => !Number.isNaN(Date.parse(time))), moved: z.array(z.string()) })
);

/** How many changes to keep: there is one an hour at most, and entries are pushed again for much less than a day. */
const MOST_CHANGES = 24;

/** The schedule with another change, which must be later than all others. */
export function withChange(schedule: LabelSchedule, change: LabelChange): LabelSchedule {
  return [...schedule, change].slice(-MOST_CHANGES);
}

/** The schedule that a value from a checkpoint holds; none if it holds no schedule. */
export function scheduleOf(value: unknown): LabelSchedule {
  return SCHEDULE.safeParse(value).data ?? [];
}
