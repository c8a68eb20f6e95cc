import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { isOther, SERVICE_NAME } from '@kubernetes-events/event';
import { quote } from '@kubernetes-events/logql';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { testIds } from '../shared/testIds';
import { quiet, WRAP } from '../shared/styles';

/** Says that the range has events of this collector and of other programs, and lets one choose those of the former. */
export function StoredTwice() {
  const styles = useStyles2(getStyles);
  const [, update] = useUrl();
  const { shapes = [] } = useAsking().query;
  if (!shapes.includes('own') || !shapes.some(isOther)) {
    return null;
  }
  return (
    <div className={styles.notice} role="status" data-testid={testIds.storedTwice}>
      {t(
        'storedTwice.title',
        'The events of this collector and of other programs are shown: an event that two of them store is listed and counted twice.'
      )}
      <Button size="sm" fill="text" onClick={() => update({ base: `service_name=${quote(SERVICE_NAME)}` })}>
        {t('storedTwice.own', "Show this collector's events alone")}
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  notice: css({ ...quiet(theme), ...WRAP, gap: theme.spacing(0.5) }),
});
