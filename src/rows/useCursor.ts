import { type KeyboardEvent, useMemo, useState } from 'react';
import { useActions } from '../view/Actions';
import { useUrl } from '../view/url/useUrl';
import { type Cursor, recordAt, rowAt } from './cursor';
import { type Row } from './fold';

/**
 * Where the keys act. The cursor is an event, not a position: rows that arrive or leave do not move it. Where details
 * are open, it is their event.
 */
export function useCursor(rows: readonly Row[], scrollTo: (index: number) => void) {
  const [{ event: opened }] = useUrl();
  const { openEvent } = useActions();
  const [cursor, setCursor] = useState<Cursor>({ id: '' });
  const isOpen = opened !== '' && opened !== cursor.id;
  const id = opened || cursor.id;
  const current = useMemo(() => rowAt(rows, isOpen ? { id } : cursor), [rows, isOpen, id, cursor]);
  const row = rows[current];
  if (isOpen && row) {
    // It stays there when the details are closed.
    setCursor({ id, key: row.key });
  }

  const move = (by: number) => {
    const index = Math.min(Math.max(current + by, 0), rows.length - 1);
    const next = rows[index];
    if (next) {
      setCursor({ id: next.record.id, key: next.key });
      scrollTo(index);
      if (opened) {
        openEvent(next.record.id);
      }
    }
  };
  const handlers = {
    onFocus: () => {
      const first = rows[0];
      if (!row && first) {
        setCursor({ id: first.record.id, key: first.key });
      }
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        event.currentTarget.focus({ preventScroll: true });
        move(step);
      } else if (aside) {
        focusInRow(event.currentTarget, current, aside);
      } else {
        return;
      }
      event.preventDefault();
    },
  };
  return { current, row, record: row && recordAt(row, id), isDetailed: opened !== '', move, handlers };
}

/** Moves the focus among the controls of a row, and out of it at its start: they are no tab stops. */
function focusInRow(list: HTMLElement, index: number, by: number): void {
  const row = list.querySelector(`[aria-rowindex="${index + 1}"]`);
  const controls = [...(row?.querySelectorAll<HTMLElement>('button, a') ?? [])];
  const at = controls.findIndex((control) => control === document.activeElement) + by;
  (at < 0 ? list : controls[Math.min(at, controls.length - 1)])?.focus();
}
