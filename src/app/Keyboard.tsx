import { useEffect, useState } from 'react';
import { t } from '@grafana/i18n';
import { Modal } from '@grafana/ui';
import { testIds } from '../shared/testIds';
import { useView } from './ViewContext';
import { KeyTable } from './KeyTable';

/** Where a key would be typed text, it is no command. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}

const PAGES: Record<string, string> = {
  e: 'events',
  t: 'timeline',
  g: 'groups',
  c: 'compare',
  l: 'live',
  r: 'reasons',
};

/** The keys that work on every page; `?` shows them all. */
export function Keyboard() {
  const { update } = useView();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
        return;
      }
      const box = { '/': testIds.text, f: testIds.fieldSelector }[event.key];
      const page = PAGES[event.key];
      if (box) {
        document.querySelector<HTMLElement>(`[data-testid="${box}"]`)?.focus();
      } else if (page) {
        update({}, { page });
      } else if (event.key === '?') {
        setHelp((shown) => !shown);
      } else {
        return;
      }
      // Grafana has keys of its own: these are ours while this page is open.
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [update]);
  return (
    <Modal title={t('keys.title', 'Keys')} isOpen={help} onDismiss={() => setHelp(false)}>
      <KeyTable />
    </Modal>
  );
}
