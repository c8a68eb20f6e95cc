import { useState } from 'react';
import { t } from '@grafana/i18n';
import { Button, type ButtonProps, Dropdown, Menu } from '@grafana/ui';
import { copyText } from './copyText';

/** One form to copy something in. */
export interface Copy {
  name: string;
  /** Made when it is chosen. */
  text(): string;
}

type Outcome = 'copied' | 'failed';

/** A button with the forms to copy in below it; it says how that went. */
export function CopyAs({ copies, fill }: { copies: readonly Copy[]; fill?: ButtonProps['fill'] }) {
  const [outcome, setOutcome] = useState<Outcome>();
  const copy = async (text: string) => {
    setOutcome((await copyText(text)) ? 'copied' : 'failed');
    setTimeout(() => setOutcome(undefined), 2000);
  };
  const words: Record<Outcome, string> = {
    copied: t('details.copied', 'Copied'),
    failed: t('copy.failed', 'Copying was blocked by the browser'),
  };
  const menu = (
    <Menu>
      {copies.map(({ name, text }) => (
        <Menu.Item key={name} label={name} onClick={() => void copy(text())} />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button size="sm" variant="secondary" fill={fill} icon={outcome === 'copied' ? 'check' : 'copy'}>
        <span aria-live="polite">{outcome ? words[outcome] : t('details.copy', 'Copy as')}</span>
      </Button>
    </Dropdown>
  );
}
