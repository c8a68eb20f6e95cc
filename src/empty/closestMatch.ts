import { distance } from 'fastest-levenshtein';

const FAR = 0.5;

/** The candidate that is spelt most like the text; undefined where none is like it. */
export function closestMatch(text: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .filter(Boolean)
    .map((candidate) => ({
      candidate,
      far: distance(text.toLowerCase(), candidate.toLowerCase()) / Math.max(text.length, candidate.length),
    }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best && best.far <= FAR ? best.candidate : undefined;
}
