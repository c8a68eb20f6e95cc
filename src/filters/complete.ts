import { FIELD_SELECTOR_FIELDS } from '@kubernetes-events/logql';

/** The field that a term's values can be counted by, where Loki keeps it apart from the line. */
export const KEPT_AS: Record<string, string> = {
  'involvedObject.kind': '_kind',
  'involvedObject.name': 'name',
  'metadata.namespace': '_namespace',
  reason: 'reason',
  source: 'component',
  type: '_type',
};

/** What the caret is in, and the text that a completion would replace. */
export type Spot =
  | { at: 'field'; typed: string; start: number; end: number }
  | { at: 'value'; field: string; typed: string; start: number; end: number };

export function spotAt(text: string, caret: number): Spot {
  const start = text.lastIndexOf(',', caret - 1) + 1;
  const comma = text.indexOf(',', caret);
  const end = comma < 0 ? text.length : comma;
  const term = text.slice(start, caret);
  const operator = /!=|==?/.exec(term);
  if (!operator) {
    return { at: 'field', typed: term.trim(), start, end };
  }
  const valueStart = start + operator.index + operator[0].length;
  return {
    at: 'value',
    field: term.slice(0, operator.index).trim(),
    typed: text.slice(valueStart, caret),
    start: valueStart,
    end,
  };
}

/** The fields that fit what is typed: by any part of the name, so that `kind` finds `involvedObject.kind`. */
export function fieldsLike(typed: string): string[] {
  const lower = typed.toLowerCase();
  const fits = FIELD_SELECTOR_FIELDS.filter((field) => field.toLowerCase().includes(lower));
  return fits.sort((a, b) => rank(a, lower) - rank(b, lower));
}

const rank = (field: string, typed: string) => {
  const lower = field.toLowerCase();
  return lower.startsWith(typed) ? 0 : Number(!lower.includes(`.${typed}`)) + 1;
};

/** The text with the completion put in, and where the caret goes. */
export function complete(text: string, spot: Spot, choice: string): { text: string; caret: number } {
  const value = spot.at === 'value' ? choice.replace(/[\\,=]/g, '\\$&') : `${choice}=`;
  // What stands behind the caret belongs to the old term: a new field takes the whole of it.
  const next = `${text.slice(0, spot.start)}${value}${text.slice(spot.end)}`;
  return { text: next, caret: spot.start + value.length };
}
