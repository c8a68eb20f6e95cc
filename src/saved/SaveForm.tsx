import { type SyntheticEvent, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Checkbox, Field, Input, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { quiet } from '../shared/styles';
import { useUrl } from '../view/url/useUrl';
import { mayChange } from './mayChange';
import { onEscape } from './onEscape';
import { linkOf, LONGEST_NAME, type Owner, type View, viewOf } from './savedFilter';
import { type Act } from './Act';
import { summaryOf } from './summary';
import { savedUrl } from './url';
import { useSaved } from './useSaved';

interface Props {
  view: View;
  act: Act;
  cancel(): void;
  close(): void;
}

/** A name for what is in view, and for whom. It says what is saved. */
export function SaveForm({ view, act, cancel, close }: Props) {
  const styles = useStyles2(getStyles);
  const { add } = useSaved();
  const [, update] = useUrl(savedUrl);
  const [name, setName] = useState('');
  const [owner, setOwner] = useState<Owner>('me');
  const [withTime, setWithTime] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const link = linkOf(view, withTime);
  const trimmed = name.trim();
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!trimmed || isBusy) {
      return;
    }
    setBusy(true);
    let id = '';
    const isSaved = await act(t('saved.done', 'Saved'), async () => {
      id = await add(owner, { name: trimmed, link });
    });
    setBusy(false);
    if (isSaved) {
      // The view is the saved one's from now on, without another step for Back.
      update({ saved: id }, { replace: true });
      close();
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} onKeyDown={onEscape(cancel)}>
      <Field
        label={t('saved.name', 'Name')}
        description={t('saved.nameAbout', 'At most {{n}} characters', { n: LONGEST_NAME })}
        noMargin
      >
        <Input
          id="ke-saved-name"
          value={name}
          maxLength={LONGEST_NAME}
          autoFocus
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      {mayChange('organization') && (
        <Field label={t('saved.for', 'For')} noMargin>
          <RadioButtonGroup
            id="ke-saved-for"
            size="sm"
            options={[
              { value: 'me' as const, label: t('saved.forMe', 'Me') },
              { value: 'organization' as const, label: t('saved.forOrganization', 'Everyone in the organization') },
            ]}
            value={owner}
            onChange={setOwner}
          />
        </Field>
      )}
      <Checkbox
        className={styles.checkbox}
        value={withTime}
        label={t('saved.withTime', 'With the time range')}
        description={t('saved.withTimeAbout', 'Otherwise, the range that is in use stays.')}
        onChange={(event) => setWithTime(event.currentTarget.checked)}
      />
      <div className={styles.quiet}>
        {t('saved.saves', 'Saves: {{-summary}}', { summary: summaryOf(viewOf(link) ?? view) })}
      </div>
      <div className={styles.buttons}>
        <Button type="submit" disabled={!trimmed || isBusy}>
          {t('saved.saveDo', 'Save')}
        </Button>
        <Button variant="secondary" fill="outline" onClick={cancel}>
          {t('elsewhere.cancel', 'Cancel')}
        </Button>
      </div>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  checkbox: css({ alignSelf: 'flex-start' }),
  quiet: css(quiet(theme)),
  buttons: css({ display: 'flex', gap: theme.spacing(1) }),
});
