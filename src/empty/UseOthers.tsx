import { useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { hasPermission } from '@grafana/runtime';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import { streamSelector } from '@kubernetes-events/logql';
import { type AppSettings } from '../view/settings';
import { changeSettings } from '../view/saveSettings';
import { useUrl } from '../view/url/useUrl';
import { LokiError } from '../loki/error';
import { testIds } from '../shared/testIds';
import { number } from '../shared/values/number';
import { COUNTED_HOURS, type OtherEvents, type OtherProgram } from './otherPrograms';

/** The events of other programs that were found, each with a button that has the app read them. */
export function UseOthers({ found }: { found: readonly OtherEvents[] }) {
  const styles = useStyles2(getStyles);
  const [, update] = useUrl();
  const [failed, setFailed] = useState('');
  const forAll = hasPermission('plugins:write');
  const use = async ({ uid, base }: OtherEvents) => {
    const baseSelector = streamSelector(base).slice(1, -1);
    const failure = forAll ? await saved({ datasource: uid, baseSelector }) : '';
    setFailed(failure);
    // What is saved takes effect when the app is next loaded; what is in the address does now.
    if (!failure) {
      update({ ds: uid, base: baseSelector });
    }
  };
  return (
    <div className={styles.found} data-testid={testIds.otherPrograms}>
      {found.map((one) => (
        <div key={one.uid} className={styles.source}>
          <div>
            <strong>{one.source}</strong>
            {one.programs.map((program) => (
              <div key={program.service}>{programWords(program)}</div>
            ))}
          </div>
          <Button size="sm" onClick={() => void use(one)}>
            {t('firstRun.use', 'Use these')}
          </Button>
        </div>
      ))}
      <div className={styles.hint}>
        {forAll
          ? t('firstRun.useForAll', 'Your choice is saved in the configuration for everyone in this organization.')
          : t(
              'firstRun.useHere',
              'Your choice is kept in the address of the page. An administrator can save it for everyone.'
            )}
      </div>
      {failed && <Alert title={t('firstRun.notSaved', 'Could not save the configuration')}>{failed}</Alert>}
    </div>
  );
}

/** Why the settings could not be saved; empty if they were. */
const saved = (change: AppSettings): Promise<string> =>
  changeSettings(() => change).then(
    () => '',
    (cause: unknown) => LokiError.of(cause).message
  );

const programWords = ({ name, service, events }: OtherProgram): string =>
  t('firstRun.program', '{{-name}} ({{-service}}): {{n}} events in the last {{hours}} hours', {
    count: events,
    name,
    service,
    n: number(events),
    hours: COUNTED_HOURS,
  });

const getStyles = (theme: GrafanaTheme2) => ({
  found: css({ width: '100%', maxWidth: 640, textAlign: 'left' }),
  source: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(1.5),
    marginBottom: theme.spacing(1),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    overflowWrap: 'anywhere',
    '> :last-child': { flex: 'none' },
  }),
  hint: css({ color: theme.colors.text.secondary, marginBottom: theme.spacing(1) }),
});
