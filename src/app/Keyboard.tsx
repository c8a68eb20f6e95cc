import { useEffect, useState } from 'react';
import { t } from '@grafana/i18n';
import { IconButton, Modal } from '@grafana/ui';
import { isPageKey, isTextBox } from '../shared/pageKeys';
import { testIds } from '../shared/testIds';
import { KeyTable } from './KeyTable';
import { useUrl } from '../view/url/useUrl';

export const PAGES: Readonly<Record<string, string>> = {
  b: 'problems',
  e: 'events',
  t: 'timeline',
  g: 'groups',
  c: 'compare',
  l: 'live',
  r: 'reasons',
};

const BOXES: Record<string, string> = { '/': testIds.text, f: testIds.fieldSelector };
const BUTTONS: Record<string, string> = { v: testIds.saved };

/** The keys that work on every page, and the button that lists them. */
export function Keyboard() {
  const [, update] = useUrl();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isPageKey(event)) {
        return;
      }
      const box = BOXES[event.key];
      const button = BUTTONS[event.key];
      const page = PAGES[event.key];
      if (box) {
        elementOf(box)?.focus();
      } else if (button) {
        elementOf(button)?.click();
      } else if (page) {
        update({}, { page });
      } else if (event.key === '?') {
        setHelp(true);
      } else {
        return;
      }
      // Grafana has keys of its own: these are ours while this page is open.
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('keydown', leaveBox);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('keydown', leaveBox);
    };
  }, [update]);
  return (
    <>
      <IconButton
        name="keyboard"
        size="lg"
        data-testid={testIds.helpButton}
        tooltip={t('keys.open', 'Keyboard shortcuts (?)')}
        onClick={() => setHelp(true)}
      />
      <Modal title={t('keys.title', 'Keyboard shortcuts')} isOpen={help} onDismiss={() => setHelp(false)}>
        <KeyTable />
      </Modal>
    </>
  );
}

const elementOf = (testId: string) => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);

/** Escape leaves a text box of the page, unless the box itself does something else with it, such as to close a list. */
function leaveBox(event: KeyboardEvent): void {
  const { key, target, defaultPrevented } = event;
  if (key === 'Escape' && !defaultPrevented && isTextBox(target) && target.closest(`[data-testid="${testIds.page}"]`)) {
    target.blur();
  }
}
