import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import { locationUtil } from '@grafana/data';
import { t } from '@grafana/i18n';
import { config, hasAnyPermission, hasPermission } from '@grafana/runtime';
import { Dropdown, IconButton, Menu } from '@grafana/ui';
import { logQuery } from '@kubernetes-events/logql';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { exploreQueryLink } from '../details/links';
import { copyText } from '../shared/copyText';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { AddToDashboard } from './AddToDashboard';
import { newAlertRuleLink } from './alertRule';
import { annotationOf } from './annotation';
import { formForgets } from './formForgets';
import { NewAlertRule } from './NewAlertRule';
import { queryName } from './queryName';

/** Ways to use the filtered events elsewhere in Grafana, as far as the reader's permissions allow. */
export function UseElsewhere() {
  const [open, setOpen] = useState<'dashboard' | 'alert'>();
  const close = () => setOpen(undefined);
  return (
    <>
      <Dropdown overlay={<Ways open={setOpen} />} placement="bottom-end">
        <IconButton
          name="ellipsis-v"
          size="lg"
          data-testid={testIds.useElsewhere}
          tooltip={t('elsewhere.menu', 'Use these events elsewhere')}
        />
      </Dropdown>
      {open === 'dashboard' && <AddToDashboard close={close} />}
      {open === 'alert' && <NewAlertRule close={close} />}
    </>
  );
}

function Ways({ open }: { open(what: 'dashboard' | 'alert'): void }) {
  const { source, query } = useAsking();
  const [state] = useUrl();
  const { span } = useTime();
  const { pathname, search } = useLocation();
  const name = queryName(state);
  const copy = (text: string) => void copyText(text);
  const here = locationUtil.stripBaseFromUrl(pathname + search);
  return (
    <Menu>
      {hasPermission('datasources:explore') && (
        <Menu.Item
          icon="compass"
          label={t('elsewhere.explore', 'Open in Explore')}
          url={exploreQueryLink(source.uid, query, span)}
        />
      )}
      {hasAnyPermission(['dashboards:create', 'dashboards:write']) && (
        <Menu.Item
          icon="apps"
          label={t('elsewhere.dashboard', 'Add to a dashboard')}
          onClick={() => open('dashboard')}
        />
      )}
      {hasPermission('alert.rules:create') && (
        <Menu.Item
          icon="bell"
          label={t('elsewhere.alert', 'New alert rule')}
          {...(formForgets(config.buildInfo.version)
            ? { onClick: () => open('alert') }
            : { url: locationUtil.assureBaseUrl(newAlertRuleLink(source.uid, name, query, here)) })}
        />
      )}
      <Menu.Item
        icon="copy"
        label={t('elsewhere.annotation', 'Copy as annotation query')}
        description={t('elsewhere.annotationAbout', "For annotations.list in a dashboard's JSON")}
        onClick={() => copy(annotationOf(source.uid, name, query))}
      />
      <Menu.Item icon="copy" label={t('elsewhere.logql', 'Copy as LogQL')} onClick={() => copy(logQuery(query))} />
    </Menu>
  );
}
