import { useEffect } from 'react';
import { type EventRecord } from '@kubernetes-events/event';
import { isDialogOpen } from '../shared/pageKeys';
import { useActions } from '../view/Actions';
import { useUrl } from '../view/url/useUrl';
import { objectOf, type Row } from './fold';
import { useCursor } from './useCursor';

/** The keys that move through the list and act on the current event, wherever on the page the focus is. */
export function useListKeys(rows: readonly Row[], scrollTo: (index: number) => void, toggle: (key: string) => void) {
  const [, update] = useUrl();
  const { only, not, openEvent, closeEvent, openStory } = useActions();
  const { current, row, record, isDetailed, move, handlers } = useCursor(rows, scrollTo);

  const act = (key: string): boolean => {
    const step = STEPS[key];
    if (step) {
      move(step);
    } else if (key === 'Escape' && isDetailed) {
      closeEvent();
    } else {
      return row !== undefined && record !== undefined && actOn(row, record, key);
    }
    return true;
  };
  const actOn = (on: Row, record: EventRecord, key: string): boolean => {
    const { id, reason } = record;
    const actions: Record<string, () => void> = {
      Enter: () => openEvent(id),
      ' ': () => toggle(on.key),
      o: () => only({ reason }),
      x: () => not('reason', reason),
      // Details are of one event; a row may be of several objects.
      s: () => openStory(isDetailed ? record : objectOf(on)),
      t: () => update({ event: id }, { page: 'timeline' }),
    };
    actions[key]?.();
    return key in actions;
  };

  useEffect(() => {
    let isForDialog = false;
    const onKey = (event: KeyboardEvent) => {
      const isLeft = !event.defaultPrevented || event.key === 'Escape';
      if (!isForDialog && isLeft && isFree(event) && !isControl(event.target, event.key) && act(event.key)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    const onFirst = (event: KeyboardEvent) => {
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
  return { current, handlers };
}

const STEPS: Record<string, number> = { j: 1, k: -1 };

/** The keys work wherever the focus is, unless it is in something that takes keys itself. */
function isFree({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
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
