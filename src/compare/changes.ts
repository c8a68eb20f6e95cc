import { type Count } from '../loki/counts';
import { groupKey } from '../loki/groupLabels';

export type ChangeKind = 'new' | 'gone' | 'more' | 'fewer' | 'same';

/** How often something happened in both periods. */
export interface Change {
  key: string;
  labels: Record<string, string>;
  /** In the period compared with, scaled to the length of the later one. */
  before: number;
  now: number;
  kind: ChangeKind;
}

/** By how much counts must differ to count as more or fewer, in standard deviations of a count like it. */
const NOTABLE = 2;

/**
 * The changes, the most telling first. Both lists must have every group: what one of them lacks is new or gone.
 *
 * @param scale the later period's length, as a multiple of the earlier one's
 */
export function changesOf(
  before: readonly Count[],
  now: readonly Count[],
  by: readonly string[],
  scale: number
): Change[] {
  const changes = new Map<string, Change>();
  const entry = (labels: Record<string, string>) => {
    const key = groupKey(labels, by);
    const known = changes.get(key) ?? { key, labels, before: 0, now: 0, kind: 'same' };
    changes.set(key, known);
    return known;
  };
  before.forEach(({ labels, count }) => (entry(labels).before += count * scale));
  now.forEach(({ labels, count }) => (entry(labels).now += count));
  return [...changes.values()]
    .map((change) => ({ ...change, kind: kindOf(change) }))
    .filter(({ kind }) => kind !== 'same')
    .sort((a, b) => weight(b) - weight(a));
}

function kindOf(change: Change): ChangeKind {
  const { before, now } = change;
  if (before === 0) {
    return 'new';
  }
  if (now === 0) {
    return 'gone';
  }
  if (weight(change) < NOTABLE) {
    return 'same';
  }
  return now > before ? 'more' : 'fewer';
}

/** The difference in standard deviations, were both counts of the same Poisson process. */
const weight = ({ before, now }: Change) => Math.abs(now - before) / Math.sqrt(Math.max(before + now, 1));
