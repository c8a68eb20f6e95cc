import { type Count } from '../loki/counts';

export type ChangeKind = 'new' | 'gone' | 'more' | 'fewer' | 'same';

/** How often something happened in both periods. */
export interface Change {
  key: string;
  labels: Record<string, string>;
  before: number;
  now: number;
  kind: ChangeKind;
}

/** By how much counts must differ to count as more or fewer, in standard deviations of a count like it. */
const NOTABLE = 2;

/** The changes, the most telling first. Counts are brought to the length of the later period (`scale`). */
export function changesOf(before: Count[], now: Count[], by: readonly string[], scale: number): Change[] {
  const changes = new Map<string, Change>();
  const entry = (labels: Record<string, string>) => {
    const key = by.map((label) => labels[label] ?? '').join('\u0000');
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
