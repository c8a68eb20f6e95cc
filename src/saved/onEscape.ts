import { type KeyboardEvent } from 'react';

/** Escape ends a form alone, and not the list that it is in. */
export const onEscape = (end: () => void) => (event: KeyboardEvent) => {
  if (event.key === 'Escape') {
    event.stopPropagation();
    end();
  }
};
