import { type KeyboardEvent, useState } from 'react';

/** What marks the row that a key leads to, and the control in it that takes the focus first. */
export const ROVING_ROW = 'data-roving-row';

/**
 * A list that is one tab stop: up, down, Home and End move among its rows, left and right among the controls of a row.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex
 */
export function useRovingTabIndex(keys: readonly string[]) {
  const [reached, setReached] = useState('');
  const stop = keys.includes(reached) ? reached : keys[0];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(`[${ROVING_ROW}]`)];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = { ArrowDown: rows[at + 1], ArrowUp: rows[at - 1], Home: rows[0], End: rows.at(-1) }[event.key];
    const aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const controls = [...(rows[at]?.querySelectorAll<HTMLElement>('button') ?? [])];
    const next = row
      ? row.querySelector<HTMLElement>('button')
      : aside && controls[controls.findIndex((control) => control === document.activeElement) + aside];
    if (next) {
      next.focus();
      event.preventDefault();
    }
  };
  return { onKeyDown, reach: setReached, tabIndexOf: (key: string) => (key === stop ? 0 : -1) };
}
