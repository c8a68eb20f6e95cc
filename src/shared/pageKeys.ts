/** What takes the keys for itself while it is open. */
const OPEN = '[role="dialog"], [role="menu"]';

/** A field that text is typed into. */
export const isTextBox = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** Whether a dialog or a menu is open: keys are for it alone. */
export const isDialogOpen = () => document.querySelector(OPEN) !== null;

/** Whether a key is a command to the page: it is not typed text, and no dialog or menu is open. */
export function isPageKey(event: KeyboardEvent): boolean {
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  return !isModified && !event.defaultPrevented && !isTextBox(event.target) && !isDialogOpen();
}
