import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, useStyles2 } from '@grafana/ui';
import { sharedValue } from '../shared/sharedValue';
import { testIds } from '../shared/testIds';

/** Why the app did not open where it should have; empty if it did. */
export const startFault = sharedValue('');

export function StartFault() {
  const styles = useStyles2(getStyles);
  const fault = startFault.use();
  return fault ? (
    <Alert
      className={styles.alert}
      severity="warning"
      title={t('start.title', 'This is not your start page')}
      onRemove={() => startFault.set('')}
      data-testid={testIds.startFault}
    >
      {fault} {t('start.choose', 'Choose where the app opens under "Saved filters".')}
    </Alert>
  ) : null;
}

const getStyles = (theme: GrafanaTheme2) => ({
  alert: css({ flex: 'none', marginBottom: 0, padding: theme.spacing(1) }),
});
