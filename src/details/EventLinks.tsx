import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LinkButton, useStyles2 } from '@grafana/ui';
import { type EventRecord } from '@kubernetes-events/event';
import { useSettings } from '../view/settings';
import { useActions } from '../view/Actions';
import { useAsking } from '../view/Asking';
import { CopyAs } from '../shared/CopyAs';
import { useTime } from '../shared/time/TimeContext';
import { copiesOf } from './copies';
import { configuredLinks, exploreLink, logsLink } from './links';

/** Where to go from an event, and ways to take it along. */
export function EventLinks({ record }: { record: EventRecord }) {
  const styles = useStyles2(getStyles);
  const { source, query } = useAsking();
  const { openStory } = useActions();
  const { span } = useTime();
  const settings = useSettings();
  const logs = logsLink(settings.logsLink, record);
  return (
    <div className={styles.links}>
      <Button size="sm" variant="secondary" icon="history" onClick={() => openStory(record)}>
        {t('details.story', 'Story')}
      </Button>
      <LinkButton size="sm" variant="secondary" icon="compass" href={exploreLink(source.uid, query, record, span)}>
        {t('details.explore', 'Explore')}
      </LinkButton>
      {logs && (
        <LinkButton size="sm" variant="secondary" icon="file-alt" href={logs}>
          {t('details.logs', "Pod's logs")}
        </LinkButton>
      )}
      {configuredLinks(settings.links, record).map(({ title, href }) => (
        <LinkButton key={title} size="sm" variant="secondary" icon="external-link-alt" href={href}>
          {title}
        </LinkButton>
      ))}
      <CopyAs copies={copiesOf(record, query)} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  links: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
});
