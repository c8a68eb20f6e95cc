import { type SyntheticEvent, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Input, useStyles2 } from '@grafana/ui';
import { onEscape } from './onEscape';
import { LONGEST_NAME, type SavedFilter } from './savedFilter';
import { type Act } from './Act';
import { useSaved } from './useSaved';

interface Props {
  saved: SavedFilter;
  act: Act;
  close(): void;
}

/** A new name in place of the old one. Enter saves it, Escape does not. */
export function RenameForm({ saved, act, close }: Props) {
  const styles = useStyles2(getStyles);
  const { change } = useSaved();
  const [name, setName] = useState(saved.name);
  const trimmed = name.trim();
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (trimmed === saved.name) {
      close();
    } else if (trimmed) {
      const isDone = await act(t('saved.renamed', 'Renamed to "{{-name}}"', { name: trimmed }), async () => {
        await change(saved, { name: trimmed });
        return () => change(saved, { name: saved.name });
      });
      if (isDone) {
        close();
      }
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} onKeyDown={onEscape(close)}>
      <Input
        value={name}
        maxLength={LONGEST_NAME}
        aria-label={t('saved.name', 'Name')}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" disabled={!trimmed}>
        {t('saved.renameDo', 'Rename')}
      </Button>
      <Button size="sm" variant="secondary" fill="text" onClick={close}>
        {t('elsewhere.cancel', 'Cancel')}
      </Button>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ flex: 1, display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), padding: theme.spacing(0.5) }),
});
