import { type ChangeEvent, type SyntheticEvent, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Combobox, Field, Input, Modal, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { MODES } from '@kubernetes-events/reasons';
import { fieldLabel } from '../fields/fields';
import { quiet } from '../shared/styles';
import { DAY, HOUR } from '../shared/time/units';
import { isEmpty, type Mute } from './mutes';
import { failureOf, modeLabel, textLabel } from './muteWords';

interface Props {
  draft: Mute;
  add(mute: Mute): void;
  close(): void;
  /** What a mute would hide now. */
  hidesWords(mute: Mute): string;
}

const WEEK = 7 * DAY;
/** Choices need a value: no time stands for a mute without an end. */
const NO_END = 0;

/** A rule, and how long it holds. It says what the rule hides before it is added. */
export function MuteForm({ draft, add, close, hidesWords }: Props) {
  const styles = useStyles2(getStyles);
  const [mute, setMute] = useState(draft);
  const [forMs, setForMs] = useState(DAY);
  const set = (part: keyof Mute) => (event: ChangeEvent<HTMLInputElement>) =>
    setMute({ ...mute, [part]: event.currentTarget.value });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isEmpty(mute)) {
      add(forMs === NO_END ? mute : { ...mute, untilMs: Date.now() + forMs });
      close();
    }
  };
  return (
    <form onSubmit={submit}>
      <div className={styles.fields}>
        <Field label={fieldLabel('cluster')} noMargin>
          <Input id="ke-mute-cluster" value={mute.cluster} placeholder={any()} onChange={set('cluster')} />
        </Field>
        <Field label={fieldLabel('_namespace')} noMargin>
          <Input id="ke-mute-namespace" value={mute.namespace} placeholder="team-*" onChange={set('namespace')} />
        </Field>
        <Field label={fieldLabel('workload')} noMargin>
          <Input id="ke-mute-workload" value={mute.workload} placeholder="Deployment/web*" onChange={set('workload')} />
        </Field>
        {/* Enter chooses an option here. */}
        <div onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}>
          <Field label={modeLabel()} noMargin>
            <Combobox
              id="ke-mute-mode"
              options={['', ...MODES].map((mode) => ({ value: mode, label: mode === '' ? any() : failureOf(mode) }))}
              value={mute.mode}
              onChange={({ value }) => setMute({ ...mute, mode: value })}
            />
          </Field>
        </div>
        <Field label={textLabel()} noMargin>
          <Input id="ke-mute-text" value={mute.text} placeholder={any()} onChange={set('text')} />
        </Field>
        <Field label={t('mute.duration', 'Mute for')} noMargin>
          <RadioButtonGroup
            id="ke-mute-for"
            size="sm"
            options={[
              { value: HOUR, label: t('mute.oneHour', '1 hour') },
              { value: DAY, label: t('mute.oneDay', '1 day') },
              { value: WEEK, label: t('mute.oneWeek', '1 week') },
              { value: NO_END, label: t('mute.noEnd', 'Until removed') },
            ]}
            value={forMs}
            onChange={setForMs}
          />
        </Field>
      </div>
      <p className={styles.quiet} role="status">
        {isEmpty(mute)
          ? t('mute.empty', 'Fill in at least one condition. A name can end with *. All conditions must match.')
          : hidesWords(mute)}
      </p>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={close}>
          {t('elsewhere.cancel', 'Cancel')}
        </Button>
        <Button type="submit" icon="bell-slash" disabled={isEmpty(mute)}>
          {t('mute.button', 'Mute')}
        </Button>
      </Modal.ButtonRow>
    </form>
  );
}

const any = () => t('mute.any', 'Any');

const getStyles = (theme: GrafanaTheme2) => ({
  fields: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(260px, 1fr))',
    gap: theme.spacing(1.5, 2),
  }),
  quiet: css({ ...quiet(theme), margin: theme.spacing(1.5, 0, 0), overflowWrap: 'anywhere' }),
});
