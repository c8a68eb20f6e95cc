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
  for (const event of volumeEvents(hourOf(volume))) {
    const entry = entryOf(event, 1, { labelPreset });
    nowMs = Math.max(nowMs, Number(entry.timestampNs / 1_000_000n));
    labels.place(entry);
  }
  return [...moved, ...Object.keys(names).filter((name) => moved.includes(follows[name] ?? ''))];
}

const HOUR_MS = 3_600_000;

/** An hour at the same rate, and the event that ends it. */
function hourOf({ events, from, to }: Volume): Volume {
  const hour = Math.ceil((events * HOUR_MS) / (to - from)) + 1;
  return { events: hour, from, to: from + (hour * (to - from)) / events };
}
