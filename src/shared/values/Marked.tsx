/** A text with what is searched for marked in it. */
export function Marked({ text, mark }: { text: string; mark?: RegExp }) {
  return mark
    ? partsOf(text, mark).map(([part, isMatch], at) => (isMatch ? <mark key={at}>{part}</mark> : part))
    : text;
}

function partsOf(text: string, mark: RegExp): Array<[string, boolean]> {
  const parts: Array<[string, boolean]> = [];
  let end = 0;
  for (const { index, 0: found } of text.matchAll(mark)) {
    if (found) {
      parts.push([text.slice(end, index), false], [found, true]);
      end = index + found.length;
    }
  }
  return [...parts, [text.slice(end), false]];
}
