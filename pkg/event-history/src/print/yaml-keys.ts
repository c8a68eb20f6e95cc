const LETTER = /^\p{L}$/u;

/**
 * The order that YAML's keys are printed in: other characters before letters, numbers by their value.
 *
 * Source: https://github.com/yaml/go-yaml/blob/v2.4.4/sorter.go (`keyList.Less`).
 */
export function compareKeys(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  const at = left.findIndex((char, index) => char !== right[index]);
  const [one, other] = [left[at], right[at]];
  if (one === undefined || other === undefined) {
    return left.length - right.length;
  }
  const [isLetter, otherIsLetter] = [LETTER.test(one), LETTER.test(other)];
  if (isLetter !== otherIsLetter) {
    return isLetter ? 1 : -1;
  }
  return (isLetter ? 0 : compareNumbers(left, right, at)) || (one.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
}

function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  const [one, other] = [digitsAt(left, at), digitsAt(right, at)];
  const before = digitsBefore(left, at);
  // A number that began earlier, and with more than zeros, goes on here.
  const start = (left[at] === '0' || right[at] === '0') && /[1-9]/.test(before) ? '1' : '';
  return Number(start + one || '0') - Number(start + other || '0') || one.length - other.length;
}

const digitsAt = (text: readonly string[], at: number): string => /^\d*/.exec(text.slice(at).join(''))?.[0] ?? '';
const digitsBefore = (text: readonly string[], at: number): string =>
  /\d*$/.exec(text.slice(0, at).join(''))?.[0] ?? '';
