import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Checkbox, useStyles2 } from '@grafana/ui';
import { identityKey, identityOf, type ObjectIdentity } from '@kubernetes-events/logql';
import { useUrl } from '../view/url/useUrl';
import { objectUrl } from '../view/url/object';
import { storyUrl } from './url';
import { EventDetails } from '../details/EventDetails';
import { State } from '../shared/states/State';
import { Waiting } from '../view/states/Waiting';
import { testIds } from '../shared/testIds';
import { BESIDE, COLUMN, WRAP } from '../shared/styles';
import { Clusters } from './Clusters';
import { Life } from './Life';
import { Lives } from './Lives';
import { Notes } from './Notes';
import { type Story as StoryData } from './storyOf';
import { Summary } from './Summary';
import { useBack } from './useBack';
import { useStory } from './useStory';

const url = { ...objectUrl, ...storyUrl };

/** The life of one object, also of one that no longer exists: its events in order, among those of related objects. */
export default function Story() {
  const [state] = useUrl(objectUrl);
  const object = identityOf(state);
  const back = useBack();
  return <StoryOf key={identityKey(object)} object={object} back={back} />;
}

/** The story of one object; `back` leads to where the reader came from, if that is in the app. */
export function StoryOf({ object, back }: { object: ObjectIdentity; back?: () => void }) {
  const styles = useStyles2(getStyles);
  const [state] = useUrl(objectUrl);
  const { data: story, stale, error } = useStory(object, state.uid);
  return (
    <div className={styles.story} data-testid={testIds.story}>
      <Head story={story} back={back} />
      {story ? (
        <>
          <Notes story={story} error={error} />
          {story.own.length > 0 && <Columns story={story} stale={stale} />}
          {story.own.length === 0 && !stale && !error && <NoEvents />}
        </>
      ) : (
        <Waiting error={error} />
      )}
    </div>
  );
}

function Columns({ story, stale }: { story: StoryData; stale: boolean }) {
  const styles = useStyles2(getStyles);
  const [state] = useUrl();
  const { own, related } = story;
  return (
    <div className={cx(styles.columns, stale && styles.stale)}>
      <Summary story={story} />
      <Life story={story} loading={story.family === 'loading'} />
      {state.event && <EventDetails id={state.event} records={[...own, ...related.map(({ record }) => record)]} />}
    </div>
  );
}

function NoEvents() {
  const [, update] = useUrl();
  return (
    <State
      icon="history"
      title={t('story.none', 'No events of this object in this time range')}
      action={{
        label: t('empty.range.widen', 'Show the last 7 days'),
        onClick: () => update({ from: 'now-7d', to: 'now' }),
      }}
    />
  );
}

/** Whose story it is, which of those that have had the name, and with whom. */
function Head({ story, back }: { story?: StoryData; back?: () => void }) {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(url);
  return (
    <div className={styles.head}>
      {back && (
        <Button size="sm" variant="secondary" fill="text" icon="arrow-left" onClick={back}>
          {t('story.back', 'Back')}
        </Button>
      )}
      <h1 className={styles.title}>
        <small>{state.kind}</small> {state.name} <small>{placeText(story?.object ?? state)}</small>
      </h1>
      {story && <Clusters story={story} />}
      {story && <Lives story={story} />}
      {story && story.related.length > 0 && (
        <Checkbox
          label={t('story.alone', 'Only this object')}
          value={state.alone}
          onChange={(event) => update({ alone: event.currentTarget.checked }, { replace: true })}
        />
      )}
    </div>
  );
}

function placeText({ namespace, cluster }: ObjectIdentity): string {
  if (!cluster) {
    return namespace && t('story.in', 'in {{-namespace}}', { namespace });
  }
  return namespace
    ? t('story.inBoth', 'in {{-namespace}}, cluster {{-cluster}}', { namespace, cluster })
    : t('story.inCluster', 'in cluster {{-cluster}}', { cluster });
}

const getStyles = (theme: GrafanaTheme2) => ({
  story: css({ ...COLUMN, gap: theme.spacing(1) }),
  head: css({ ...WRAP, gap: theme.spacing(1) }),
  title: css({
    margin: 0,
    fontSize: theme.typography.h4.fontSize,
    overflowWrap: 'anywhere',
    small: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
  }),
  stale: css({ opacity: 0.6 }),
  columns: css({
    ...BESIDE,
    gap: theme.spacing(1),
    [theme.breakpoints.down('md')]: { flexDirection: 'column', overflowY: 'auto' },
  }),
});
