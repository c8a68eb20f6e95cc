import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Checkbox, useStyles2 } from '@grafana/ui';
import { identityOf } from '@kubernetes-events/logql';
import { useView } from '../app/ViewContext';
import { EventDetails } from '../explorer/details/EventDetails';
import { State } from '../shared/states/State';
import { Trouble } from '../shared/states/Trouble';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { Clusters } from './Clusters';
import { Life } from './Life';
import { Lives } from './Lives';
import { type Story as StoryData } from './storyOf';
import { Summary } from './Summary';
import { useStory } from './useStory';

/** The life of one object, also of one that is gone: its events in order, among those of its relations. */
export default function Story() {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  const { refresh } = useTime();
  const { story, error, loading } = useStory(identityOf(state), state.uid);
  return (
    <div className={styles.story} data-testid={testIds.story}>
      <Head story={story} />
      {error && <Trouble error={error} retry={refresh} />}
      {story && story.own.length === 0 && !loading && (
        <State icon="history" title={t('story.none', 'No events of this object in this time range')}>
          <Button size="sm" variant="secondary" onClick={() => update({ from: 'now-7d', to: 'now' })}>
            {t('empty.range.widen', 'Show the last 7 days')}
          </Button>
        </State>
      )}
      {story && story.own.length > 0 && (
        <div className={styles.columns}>
          <Summary story={story} />
          <Life story={story} loading={loading} />
          {state.event && (
            <EventDetails id={state.event} records={[...story.own, ...story.related.map(({ record }) => record)]} />
          )}
        </div>
      )}
    </div>
  );
}

/** Whose story it is, which of those that have had the name, and with whom. */
function Head({ story }: { story?: StoryData }) {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  const { kind, namespace, name } = state;
  return (
    <div className={styles.head}>
      <Button size="sm" variant="secondary" fill="text" icon="arrow-left" onClick={() => window.history.back()}>
        {t('story.back', 'Back')}
      </Button>
      <h1 className={styles.title}>
        <small>{kind}</small> {name}
        {namespace && (
          <small> {t('story.in', 'in {{namespace}}', { namespace, interpolation: { escapeValue: false } })}</small>
        )}
        {story?.object.cluster && (
          <small>
            {' '}
            {t('story.inCluster', 'in cluster {{cluster}}', {
              cluster: story.object.cluster,
              interpolation: { escapeValue: false },
            })}
          </small>
        )}
      </h1>
      {story && <Clusters story={story} />}
      {story && <Lives story={story} />}
      {story && story.related.length > 0 && (
        <Checkbox
          label={t('story.alone', 'Without the others')}
          value={state.alone}
          onChange={(event) => update({ alone: event.currentTarget.checked }, { replace: true })}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  story: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  title: css({
    margin: 0,
    fontSize: theme.typography.h4.fontSize,
    overflowWrap: 'anywhere',
    small: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
  }),
  columns: css({
    position: 'relative',
    flex: 1,
    minHeight: 0,
    display: 'flex',
    gap: theme.spacing(1),
    [theme.breakpoints.down('md')]: { flexDirection: 'column', overflowY: 'auto' },
  }),
});
