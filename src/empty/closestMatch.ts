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

/** Levenshtein's: how many letters differ. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
