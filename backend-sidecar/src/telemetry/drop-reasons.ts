/** Why an event can be dropped: the values of the label `reason` of the metric `dropped_total`. */
export const DROP_REASONS = [
  /** No entry can be made of the event. */
  'unreadable',
  /** Loki refuses the entry for a reason that it names, and nothing is left to change about the entry. */
  'refused',
  /** The entry is refused alone, again and again, without a known reason, while Loki takes other entries. */
  'unexplained',
  /** A spool record that a crash or the disk has damaged. */
  'spool_damaged',
] as const;

export type DropReason = (typeof DROP_REASONS)[number];
