import { StreamLabels } from '../../backend-sidecar/src/stream-labels/stream-labels.ts';
import { entryOf, type PresetName, PRESETS } from '../../pkg/event/src/index.ts';
import { type Volume, volumeEvents } from '../../tests/loki/volume.ts';

/** The labels that the collector moves to the metadata by `labelPolicy: adaptive` once it has seen an hour of the events. */
export function movedLabels(volume: Volume, labelPreset: PresetName = 'kubernetes-events'): readonly string[] {
  const { labels: names, follows } = PRESETS[labelPreset];
  let nowMs = volume.from;
  let moved: readonly string[] = [];
  const labels = new StreamLabels({
    policy: 'adaptive',
    labels: Object.keys(names),
    follows,
    schedule: [],
    clock: { wallMs: () => nowMs, monotonicMs: () => nowMs },
    changed: (change) => (moved = change.moved),
  });
  for (const event of volumeEvents(volume)) {
    if (nowMs > volume.from + HOUR_MS) {
      break;
    }
    const entry = entryOf(event, 1, { labelPreset });
    nowMs = Math.max(nowMs, Number(entry.timestampNs / 1_000_000n));
    labels.place(entry);
  }
  return [...moved, ...Object.keys(names).filter((name) => moved.includes(follows[name] ?? ''))];
}

const HOUR_MS = 3_600_000;
