import { useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, useStyles2 } from '@grafana/ui';
import { testIds } from '../shared/testIds';
import { unreadableParts } from '../view/url/unreadable';
import { type UsableTime } from '../view/url/usableTime';
import { useUrl } from '../view/url/useUrl';

/** What of the address the page does not use, as it cannot be read; dismissed, it leaves the address. */
export function LinkFaults({ usable }: { usable: UsableTime }) {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl();
  const { search } = useLocation();
  const unreadable = useMemo(() => unreadableParts(search), [search]);
  const faults = [...usable.faults, ...unreadable];
  if (faults.length === 0) {
    return null;
  }
  const dismiss = () => {
    const { from, to, refresh } = usable;
    const isZoneWrong = faults.some(({ param }) => param === 'timezone');
    const isEventWrong = faults.some(({ param }) => param === 'event');
    update(
      {
        // Written again as they were read: without the parts that cannot be read.
        filters: state.filters,
        lines: state.lines,
        from,
        to,
        refresh,
        timeZone: isZoneWrong ? '' : state.timeZone,
        event: isEventWrong ? '' : state.event,
      },
      { replace: true }
    );
  };
  return (
    <Alert
      className={styles.alert}
      severity="warning"
      title={t('link.title', 'Parts of this link cannot be used')}
      onRemove={dismiss}
      data-testid={testIds.linkFaults}
    >
      <ul className={styles.faults}>
        {faults.map(({ text, advice }, at) => (
          <li key={at}>
            <code>{text}</code> {advice}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  alert: css({ flex: 'none', marginBottom: 0 }),
  faults: css({ margin: 0, paddingLeft: theme.spacing(2), overflowWrap: 'anywhere' }),
});
