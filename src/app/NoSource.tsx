import { locationUtil } from '@grafana/data';
import { t } from '@grafana/i18n';
import { DataSourcePicker, hasPermission } from '@grafana/runtime';
import { type MissingSource } from '../loki/chooseSource';
import { isLoki } from '../loki/source';
import { State } from '../shared/states/State';
import { testIds } from '../shared/testIds';
import { useUrl } from '../view/url/useUrl';

/** Grafana has no Loki data source that this person may query. */
export function NoSource() {
  const mayAdd = hasPermission('datasources:create');
  return (
    <State
      icon="database"
      title={t('source.none.title', 'No Loki data source')}
      advice={
        mayAdd
          ? t('source.none.create', 'Events are stored in Loki. Add it as a data source to read them.')
          : t(
              'source.none.ask',
              'Events are stored in Loki. Ask an administrator for a Loki data source that you may query.'
            )
      }
      action={
        mayAdd
          ? {
              label: t('source.none.add', 'Add a Loki data source'),
              icon: 'plus',
              href: locationUtil.assureBaseUrl('/connections/datasources/loki'),
            }
          : undefined
      }
      testId={testIds.empty}
    />
  );
}

interface Props {
  missing: MissingSource;
  /** Whether there is another one to choose. */
  others: boolean;
}

/** The data source that is asked for is not among those that this person may query; no other one takes its place. */
export function SourceMissing({ missing: { name, namedBy }, others }: Props) {
  const [, update] = useUrl();
  return (
    <State
      icon="lock"
      title={t('source.missing.title', 'You cannot use the Loki data source “{{-name}}”', { name })}
      advice={
        namedBy === 'link'
          ? t(
              'source.missing.link',
              'This link asks for it. It does not exist in this organization, or you may not query it.'
            )
          : t(
              'source.missing.settings',
              "The app's configuration names it. It does not exist in this organization, or you may not query it."
            )
      }
      testId={testIds.error}
      alert
    >
      <div>{t('source.missing.advice', 'Ask an administrator for access, or choose another data source.')}</div>
      {others && (
        // The state centers its text.
        <div style={{ textAlign: 'left' }}>
          <DataSourcePicker
            type="loki"
            filter={isLoki}
            current={null}
            noDefault
            width={40}
            onChange={({ uid }) => update({ ds: uid })}
          />
        </div>
      )}
    </State>
  );
}
