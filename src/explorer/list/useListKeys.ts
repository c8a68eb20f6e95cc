import { type KeyboardEvent, useEffect, useState } from 'react';
import { useView } from '../../app/ViewContext';
import { onlyValue, toggleValue } from '../../shared/url/filters';
import { storyState } from '../../shared/url/state';
import { type Row } from './fold';

/** Moving through the list, and what can be done with the row that one is at, by keys. */
export function useListKeys(rows: readonly Row[], scrollTo: (index: number) => void, toggle: (key: string) => void) {
  const { state, update } = useView();
  const [current, setCurrent] = useState(-1);

  const move = (by: number) => {
    const next = Math.min(Math.max(current + by, 0), rows.length - 1);
    setCurrent(next);
    scrollTo(next);
    const id = rows[next]?.record.id;
    if (state.event && id) {
      update({ event: id }, { replace: true });
    }
  };
  const act = (key: string): boolean => {
    const row = rows[current];
    const step = STEPS[key];
    if (step) {
      move(step);
    } else if (key === 'Escape' && state.event) {
      update({ event: '' });
    } else if (row) {
      return actOn(row, key);
    } else {
      return false;
    }
    return true;
  };
  const actOn = (row: Row, key: string): boolean => {
    const { id, reason } = row.record;
    switch (key) {
      case 'Enter':
        update({ event: id });
        return true;
      case ' ':
        toggle(row.key);
        return true;
      case 'o':
        update({ filters: onlyValue(state.filters, 'reason', reason) });
        return true;
      case 'x':
        update({ filters: toggleValue(state.filters, 'reason', reason, true) });
        return true;
      case 's':
        update(storyState(row.record), { page: 'story' });
        return true;
      default:
        return false;
    }
  };

  // Grafana takes Escape for itself as well, which does no harm. j and k work wherever the focus is, as long as nothing is being typed.
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const { target } = event;
      const free =
        target === document.body || (target instanceof HTMLElement && target.closest('[role="grid"], aside'));
      if (
        free &&
        (!event.defaultPrevented || event.key === 'Escape') &&
        !event.ctrlKey &&
        !event.metaKey &&
        !isControl(target, event.key) &&
        act(event.key)
      ) {
        event.preventDefault();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });

  const handlers = {
    onFocus: () => current < 0 && rows.length > 0 && setCurrent(0),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        move(event.key === 'ArrowDown' ? 1 : -1);
      }
    },
  };
  return { current, handlers };
}

const STEPS: Record<string, number> = { j: 1, k: -1 };

/** Enter and Space on a button are the button's. */
const isControl = (target: EventTarget | null, key: string) =>
  (key === 'Enter' || key === ' ') &&
  target instanceof HTMLElement &&
  /^(button|a|select|input)$/i.test(target.tagName);
