import { type LineFilter } from '@kubernetes-events/logql';

/** What client-go puts before the message of events that it has merged. */
const BOILERPLATE = /^\(combined from similar events\):\s*/;

/** The message without what says nothing about the event. */
export const essence = (message: string) => message.replace(BOILERPLATE, '');

/** The letters that Kubernetes makes names up from (k8s.io/apimachinery/pkg/util/rand). */
const RANDOM = '[bcdfghjklmnpqrstvwxz2456789]';
/** The end of a pod's name: its ReplicaSet's hash, if it has one, and its own five letters. */
const POD_SUFFIX = `(?<=-)(?:${RANDOM}{6,10}-)?${RANDOM}{5}(?![a-z0-9])`;

/** UIDs, and the IDs that container runtimes give: in full 64 digits, or 12 and more of them. */
const GENERATED_ID = String.raw`\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{12,64})\b`;

/** A duration in Go's notation but for its last unit: `40s` and `3m20s` differ in numbers alone. */
const DURATION = String.raw`\b(?:\d+h)?(?:\d+m)?\d+(?:\.\d+)?(?=s\b)`;

/** Numbers, and what is made of them: versions and addresses. */
const NUMBER = String.raw`\d+(?:\.\d+)*`;

/** What differs from one repeat to the next: generated names and IDs, and numbers. */
const VARIABLE = new RegExp([GENERATED_ID, POD_SUFFIX, DURATION, NUMBER].join('|'), 'g');

/** What the collector writes of a container's death, but of its first. */
const RESTART = /, restart \d+\b/;

/** A message with a mark for what differs from one repeat to the next: the same for messages that repeat each other. */
export const template = (message: string) => essence(message).replace(RESTART, '').replace(VARIABLE, '*');

/** What messages of one template all say. Of the values in which they differ, quantities are given as a range. */
export function commonMessage(messages: readonly string[]): string {
  const [first = '', ...others] = comparable([...new Set(messages.map(essence))]);
  const values = others.map((message) => message.match(VARIABLE) ?? []);
  let at = 0;
  return first.replace(VARIABLE, (value, offset: number) => {
    const all = [value, ...values.map((one) => one[at] ?? '')];
    at += 1;
    if (all.every((one) => one === value)) {
      return value;
    }
    const isRange = standsAlone(first, offset, value) && all.every((one) => QUANTITY.test(one));
    return isRange ? rangeOf(all) : '…';
  });
}

/** Without the restarts unless all messages have them. */
const comparable = (messages: readonly string[]) =>
  messages.every((message) => RESTART.test(message))
    ? messages
    : messages.map((message) => message.replace(RESTART, ''));

/** Whether a value is a word, but for its unit: not a part of a name, a time or a path. */
const standsAlone = (text: string, at: number, value: string) =>
  /(^|[\s(=])$/.test(text.slice(0, at)) && /^[a-z%]*([\s,;:)]|\.?$|\.\s)/i.test(text.slice(at + value.length));

/** A number or a duration. More digits make an ID. */
const QUANTITY = /^(?:(\d+)h)?(?:(\d+)m)?(\d{1,9}(?:\.\d+)?)$/;

/** From the least to the most: `40–51`, `40s–3m20`. The unit of the latter is in the text. */
function rangeOf(values: readonly string[]): string {
  const sizes = new Map(values.map((value) => [sizeOf(value), value]));
  // Not spread: there may be more than a call takes.
  const [least, most] = [Math.min, Math.max].map((end) => sizes.get([...sizes.keys()].reduce((a, b) => end(a, b))));
  return `${least}${values.some((value) => /[hm]/.test(value)) ? 's' : ''}–${most}`;
}

function sizeOf(value: string): number {
  const [, hours = 0, minutes = 0, rest = 0] = QUANTITY.exec(value) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

/** What the text filters find, as an expression of JavaScript; undefined if there is none that it can read. */
export function searched(lines: readonly LineFilter[]): RegExp | undefined {
  const included = lines.filter(({ exclude, text }) => !exclude && text !== '');
  const flags = included.every(({ caseSensitive }) => caseSensitive) ? 'g' : 'gi';
  try {
    return included.length > 0 ? new RegExp(included.map(sourceOf).join('|'), flags) : undefined;
  } catch {
    // RE2 has forms that JavaScript does not have: Loki finds them all the same.
    return undefined;
  }
}

const sourceOf = ({ text, regexp }: LineFilter) =>
  regexp ? text.replace(/\(\?P</g, '(?<').replace(/^\(\?[a-z]+\)/i, '') : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** How much of a text stands before the first match, so that the match is in view however narrow the column is. */
const BEFORE = 24;

/** The text from shortly before its first match on; whole where that is near its start, or there is none. */
export function fromMatch(text: string, mark: RegExp | undefined): string {
  const at = mark ? text.search(mark) : -1;
  return at > BEFORE * 2 ? `…${text.slice(at - BEFORE)}` : text;
}

/** A short part of a text around its first match. */
export function around(text: string, mark: RegExp): string {
  const at = text.search(mark);
  return at < 0 ? '' : `…${text.slice(Math.max(0, at - BEFORE), at + 2 * BEFORE)}…`;
}
