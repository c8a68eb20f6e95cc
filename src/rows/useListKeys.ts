import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { isDialogOpen } from '../shared/pageKeys';
import { useUrl } from '../view/url/useUrl';
import { commonUrl } from '../view/url/common';
import { useActions } from '../view/Actions';
import { type Cursor, recordAt, rowAt } from './cursor';
import { objectOf, type Row } from './fold';

/**
 * Moving through the list and acting on the current event by keys. The cursor is an event, not a position: rows that
 * arrive or leave do not move it. Where details are open, it is their event.
 */
export function useListKeys(rows: readonly Row[], scrollTo: (index: number) => void, toggle: (key: string) => void) {
  const [{ event: opened }, update] = useUrl(commonUrl);
  const { only, not, openEvent, closeEvent, openStory } = useActions();
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
  const act = (key: string): boolean => {
    const step = STEPS[key];
    if (step) {
      move(step);
    } else if (key === 'Escape' && opened) {
      closeEvent();
    } else {
      return row !== undefined && actOn(row, key);
    }
    return true;
  };
  const actOn = (on: Row, key: string): boolean => {
    const record = recordAt(on, id);
    const { reason } = record;
    switch (key) {
      case 'Enter':
        openEvent(record.id);
        return true;
      case ' ':
        toggle(on.key);
        return true;
      case 'o':
        only({ reason });
        return true;
      case 'x':
        not('reason', reason);
        return true;
      case 's':
        // Details are of one event; a row may be of several objects.
        openStory(opened ? record : objectOf(on));
        return true;
      case 't':
        update({ event: record.id }, { page: 'timeline' });
        return true;
      default:
        return false;
    }
  };

  useEffect(() => {
    let isForDialog = false;
    const onKey = (event: globalThis.KeyboardEvent) => {
      const isLeft = !event.defaultPrevented || event.key === 'Escape';
      if (!isForDialog && isLeft && isFree(event) && !isControl(event.target, event.key) && act(event.key)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    const onFirst = (event: globalThis.KeyboardEvent) => {
      // Before a dialog closes because of the key.
      isForDialog = isDialogOpen();
      // Where no row is current, t leads to the timeline, as on every page: this goes before that.
      if (event.key === 't') {
        onKey(event);
      }
    };
    document.addEventListener('keydown', onKey);
    window.addEventListener('keydown', onFirst, true);
    return () => {
      document.removeEventListener('keydown', onKey);
      window.removeEventListener('keydown', onFirst, true);
    };
  });

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
  return { current, handlers };
}

const STEPS: Record<string, number> = { j: 1, k: -1 };

/** The keys work wherever the focus is, unless it is in something that takes keys itself. */
function isFree({ target, ctrlKey, metaKey, altKey }: globalThis.KeyboardEvent): boolean {
  return (
    !ctrlKey &&
    !metaKey &&
    !altKey &&
    (target === document.body || (target instanceof HTMLElement && target.closest('[role="grid"], aside') !== null))
  );
}

/** Enter and Space on a button are the button's; in a box, every key is. */
const isControl = (target: EventTarget | null, key: string) =>
  target instanceof HTMLElement &&
  (/^(select|input|textarea)$/i.test(target.tagName) ||
    ((key === 'Enter' || key === ' ') && /^(button|a)$/i.test(target.tagName)));

/** Moves the focus among the controls of a row, and out of it at its start: they are no tab stops. */
function focusInRow(list: HTMLElement, index: number, by: number): void {
  const row = list.querySelector(`[aria-rowindex="${index + 1}"]`);
  const controls = [...(row?.querySelectorAll<HTMLElement>('button, a') ?? [])];
  const at = controls.findIndex((control) => control === document.activeElement) + by;
  (at < 0 ? list : controls[Math.min(at, controls.length - 1)])?.focus();
}
