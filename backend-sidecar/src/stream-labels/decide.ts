import { type StreamVolume } from './volume.ts';

/** A chunk of two hours should hold this many events: what a chunk costs to find and open is then a small part of it. */
const EVENTS_A_CHUNK = 200;
const CHUNK_MS = 2 * 3_600_000;

/** So few streams are never too many, however little is in them: a day of them is read in a fraction of a second. */
const FEW_STREAMS = 100;

/** A label comes back only if streams would be this much fuller than they have to be. */
const MARGIN = 2;

/** What people and the app select by: a story or a problem is that of one namespace. */
const SELECTED = '_namespace';

/**
 * The labels to move to the metadata, so that streams fill their chunks: the widest first, no more than it takes, and not the
 * namespace if as many others will do.
 *
 * @param movable labels that may be moved
 * @param current those that are moved already
 * @param elapsedMs how long the volume was measured
 */
export function decideMoved(
  volume: StreamVolume,
  movable: readonly string[],
  current: readonly string[],
  elapsedMs: number
): readonly string[] {
  const widest = [...movable].sort((a, b) => volume.width(b) - volume.width(a) || a.localeCompare(b));
  const namespaceLast = widest.toSorted((a, b) => Number(a === SELECTED) - Number(b === SELECTED));
  const events = (volume.events * CHUNK_MS) / elapsedMs;
  const isEnough = (moved: readonly string[]): boolean => {
    const margin = current.every((name) => moved.includes(name)) ? 1 : MARGIN;
    const streams = volume.streamsWithout(moved) * margin;
    return streams <= FEW_STREAMS || events >= streams * EVENTS_A_CHUNK;
  };
  const choices = widest.flatMap((_, count) => [namespaceLast.slice(0, count), widest.slice(0, count)]);
  return choices.find(isEnough) ?? widest;
}
