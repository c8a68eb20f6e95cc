import { css } from '@emotion/css';
import { type DataFrame, type GrafanaTheme2, type LinkModel, locationUtil } from '@grafana/data';
import { t } from '@grafana/i18n';
import { LinkButton, useStyles2 } from '@grafana/ui';
import { type EventRecord } from '@kubernetes-events/event';
import { DetailsFrame } from '../details/DetailsFrame';
import { EventFields } from '../details/EventFields';
import { exploreLink } from '../details/links';
import { useActions } from '../view/Actions';
import { commonUrl } from '../view/url/common';
import { appLink } from '../view/url/appLink';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { objectUrl, storyState } from '../view/url/object';

/** Where in a panel's data an event came from. */
export interface Place {
  frame: DataFrame;
  row: number;
}

interface Props {
  record: EventRecord;
  place?: Place;
  /** The data source that it came from, by uid. */
  source: string;
}

const AROUND = 30 * 60_000;

const appUrl = { ...commonUrl, ...objectUrl };

/** One event whole, over the panel's right side. */
export function EventAside({ record, place, source }: Props) {
  const styles = useStyles2(getStyles);
  const { closeEvent } = useActions();
  return (
    <DetailsFrame
      over
      label={t('details.label', 'Event details')}
      testId={testIds.details}
      title={record.reason || record.kind}
      close={closeEvent}
    >
      <Links record={record} place={place} source={source} />
      <p className={styles.message}>{record.message}</p>
      <EventFields record={record} />
    </DetailsFrame>
  );
}

/** To the event and its object's story in the app, to Explore, and where the panel's data links lead. */
function Links({ record, place, source }: Props) {
  const styles = useStyles2(getStyles);
  const { span } = useTime();
  const { timeMs } = record;
  const range = { ds: source, from: String(timeMs - AROUND), to: String(timeMs + AROUND) };
  return (
    <div className={styles.links}>
      <LinkButton
        size="sm"
        variant="secondary"
        icon="history"
        href={locationUtil.assureBaseUrl(
          appLink('story', appUrl, { ...range, from: String(span.from), to: String(span.to), ...storyState(record) })
        )}
      >
        {t('details.story', 'Story')}
      </LinkButton>
      <LinkButton
        size="sm"
        variant="secondary"
        icon="external-link-alt"
        href={locationUtil.assureBaseUrl(appLink('events', appUrl, { ...range, event: record.id }))}
      >
        {t('panel.open', 'In the app')}
      </LinkButton>
      <LinkButton size="sm" variant="secondary" icon="compass" href={exploreLink(source, {}, record, span)}>
        {t('details.explore', 'Explore')}
      </LinkButton>
      {dataLinks(place).map(({ title, href, target, onClick }) => (
        <LinkButton key={`${title}${href}`} size="sm" variant="secondary" href={href} target={target} onClick={onClick}>
          {title}
        </LinkButton>
      ))}
    </div>
  );
}

/** The data links that the panel's field configuration gives the line. */
function dataLinks(place: Place | undefined): LinkModel[] {
  const line = place?.frame.fields.find(({ name }) => name === 'Line' || name === 'body');
  return (place && line?.config.links?.length && line.getLinks?.({ valueRowIndex: place.row })) || [];
}

const getStyles = (theme: GrafanaTheme2) => ({
  links: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
  message: css({
    margin: 0,
    fontSize: theme.typography.body.fontSize,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
});
