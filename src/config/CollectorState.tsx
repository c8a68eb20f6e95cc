import { Fragment, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Button, Stack, useStyles2 } from '@grafana/ui';
import { facts } from '../shared/styles';
import { testIds } from '../shared/testIds';
import { number } from '../shared/values/number';
import { type CollectorStatus, collectorStatus } from './collector';

/** What the collector says of itself, asked for when wanted. */
export function CollectorState({ disabled }: { disabled: boolean }) {
  const [status, setStatus] = useState<CollectorStatus>();
  const [error, setError] = useState('');
  const look = () =>
    collectorStatus().then(
      (found) => {
        setStatus(found);
        setError('');
      },
      (cause: Error) => {
        setStatus(undefined);
        setError(cause.message);
      }
    );
  return (
    <Stack direction="column" alignItems="flex-start">
      <Button variant="secondary" icon="plug" onClick={() => void look()} disabled={disabled}>
        {t('collector.look', 'Check the collector')}
      </Button>
      <div data-testid={testIds.collectorStatus} role="status">
        {status && <Standing status={status} />}
        {error && t('collector.failed', 'Grafana cannot reach the collector: {{error}}', { error })}
      </div>
    </Stack>
  );
}

function Standing({ status }: { status: CollectorStatus }) {
  const styles = useStyles2(getStyles);
  const { version, identity, role, leader, ready, watches, receivers } = status;
  const rows: Array<[string, string]> = [
    [t('collector.version', 'Version'), version],
    [t('collector.identity', 'Replica'), identity],
    [t('collector.role', 'Role'), leader && leader !== identity ? `${role} (${leader})` : role],
    ...watches.map(({ scope, state, secondsSinceContact, failure }): [string, string] => [
      t('collector.watch', 'Watch {{-scope}}', { scope }),
      failure ??
        t('collector.contact', '{{state}}, last contact {{seconds}} s ago', { state, seconds: secondsSinceContact }),
    ]),
    ...receivers.map(({ name, pending, failure }): [string, string] => [
      t('collector.receiver', 'Receiver {{name}}', { name }),
      failure ?? t('collector.pending', '{{n}} entries pending', { count: pending, n: number(pending) }),
    ]),
  ];
  return (
    <>
      {ready.length === 0 ? (
        <Badge color="green" icon="check" text={t('collector.ready', 'Ready')} />
      ) : (
        ready.map((problem) => <Badge key={problem} color="orange" icon="exclamation-triangle" text={problem} />)
      )}
      <dl className={styles.rows}>
        {rows.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({
    ...facts(theme),
    marginTop: theme.spacing(1),
    columnGap: theme.spacing(2),
    overflowWrap: 'anywhere',
    fontVariantNumeric: 'tabular-nums',
  }),
});
