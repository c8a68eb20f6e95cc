import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { identityKey } from '@kubernetes-events/logql';
import { useTime } from '../shared/time/TimeContext';
import { durationWords, fullTime } from '../shared/time/words';
import { ObjectLink } from '../shared/values/ObjectLink';
import { type Relation } from './relations';
import { sentencesOf } from './sentences';
import { type Story } from './storyOf';

/** What can be said of the object in short, and whom it belongs with. */
export function Summary({ story }: { story: Story }) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useTime();
  const { own, relations } = story;
  const first = own[0]?.timeMs ?? 0;
  const last = own.at(-1)?.timeMs ?? 0;
  const warnings = own.filter(({ type }) => type === 'Warning').length;
  return (
    <div className={styles.summary}>
      <dl className={styles.facts}>
        <dt>{t('story.first', 'First')}</dt>
        <dd>{fullTime(first, timeZone)}</dd>
        <dt>{t('story.last', 'Last')}</dt>
        <dd>{fullTime(last, timeZone)}</dd>
        <dt>{t('story.over', 'Over')}</dt>
        <dd>{durationWords(last - first)}</dd>
        <dt>{t('story.sightings', 'Sightings')}</dt>
        <dd>{t('story.counted', '{{n}}, {{warnings}} of them warnings', { n: own.length, warnings })}</dd>
      </dl>
      <ul className={styles.sentences}>
        {sentencesOf(own, story.related).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {relations.length > 0 && <h2 className={styles.title}>{t('story.relations', 'Belongs with')}</h2>}
      <ul className={styles.relations}>
        {relations.map((relation) => (
          <li key={identityKey(relation)}>
            <span className={styles.role}>{roleLabel(relation)}</span>
            <ObjectLink object={relation} />
            {relation.because && <div className={styles.because}>“{relation.because}”</div>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What an object is to the one whose story it is. */
export function roleLabel({ role, steps }: Relation): string {
  switch (role) {
    case 'owner':
      return steps > 1 ? t('story.ownersOwner', "Owner's owner") : t('story.owner', 'Owner');
    case 'child':
      return steps > 1 ? t('story.grandchild', "Its own's own") : t('story.child', 'Its own');
    case 'node':
      return t('story.node', 'Same Node');
    case 'onNode':
      return t('story.onNode', 'On this Node');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({
    flex: '0 0 clamp(260px, 24vw, 420px)',
    overflowY: 'auto',
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('md')]: { flex: 'none', overflowY: 'visible' },
  }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: theme.spacing(0.25, 1.5),
    margin: 0,
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0 },
  }),
  sentences: css({
    margin: theme.spacing(1.5, 0),
    paddingLeft: theme.spacing(2),
    li: { marginBottom: theme.spacing(0.5) },
  }),
  title: css({ fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary }),
  relations: css({ listStyle: 'none', li: { padding: theme.spacing(0.5, 0) } }),
  role: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  because: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
