/** Parts of made-up events. */

export const NAMESPACES = 40;
export const HOSTS = 30;

/** In the message of the oldest event alone. */
export const RARE_WORD = 'quixotic';

/** 32 bits that look random, and are the same for the same number: the end of MurmurHash3. */
export function mixed(number: number): number {
  const half = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  const most = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return (most ^ (most >>> 16)) >>> 0;
}

const hex8 = (number: number): string => mixed(number).toString(16).padStart(8, '0');

/** A uid as an API server makes one: nothing compresses it. */
export function uidOf(number: number): string {
  const seed = mixed(number);
  const [b, c] = [hex8(seed + 2), hex8(seed + 3)];
  return `${hex8(seed + 1)}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${hex8(seed + 4)}`;
}

let lastSecond = { ms: 0, text: '' };

export function secondOf(ms: number): string {
  const second = ms - (ms % 1000);
  if (lastSecond.ms !== second) {
    lastSecond = { ms: second, text: `${new Date(second).toISOString().slice(0, 19)}Z` };
  }
  return lastSecond.text;
}
