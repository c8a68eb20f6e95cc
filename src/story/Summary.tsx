import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { identityKey } from '@kubernetes-events/logql';
import { useTime } from '../shared/time/TimeContext';
import { durationWords, fullTime } from '../shared/time/words';
import { number } from '../shared/values/number';
import { facts, framed, quiet } from '../shared/styles';
import { ObjectLink } from '../fields/ObjectLink';
import { type Relation } from './relations';
import { childSentences, occurrences, sentencesOf } from './sentences';
import { Sentences } from './Sentences';
import { type Story } from './storyOf';

/** The object's life in short, and which objects it belongs with. */
export function Summary({ story }: { story: Story }) {
  const styles = useStyles2(getStyles);
  const { own, related, relations } = story;
  const below = childSentences(related);
  return (
    <div className={styles.summary}>
      <Facts story={story} />
      <Sentences sentences={sentencesOf(own, related)} />
      {below.length > 0 && (
        <>
          <h2 className={styles.title}>{t('story.below', 'Warnings of its children')}</h2>
          <Sentences sentences={below} withObjects />
        </>
      )}
      {relations.length > 0 && <h2 className={styles.title}>{t('story.relations', 'Related objects')}</h2>}
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

function Facts({ story: { own, first } }: { story: Story }) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useTime();
  const last = own.at(-1)?.timeMs ?? 0;
  const oldest = fullTime(own[0]?.timeMs ?? 0, timeZone);
  return (
    <dl className={styles.facts}>
      <dt>{t('story.first', 'First')}</dt>
      <dd>
        {first === undefined ? t('story.before', 'before {{time}}', { time: oldest }) : fullTime(first, timeZone)}
      </dd>
      <dt>{t('story.last', 'Last')}</dt>
      <dd>{fullTime(last, timeZone)}</dd>
      {first !== undefined && (
        <>
          <dt>{t('story.over', 'Over')}</dt>
          <dd>{durationWords(last - first)}</dd>
        </>
      )}
      <dt>{t('story.occurrences', 'Occurrences')}</dt>
      <dd>
        {t('story.counted', '{{n}}, {{warnings}} of them warnings', {
          n: number(occurrences(own)),
          warnings: number(occurrences(own.filter(({ type }) => type === 'Warning'))),
        })}
      </dd>
    </dl>
  );
}

/** What an object is to the one whose story it is. */
export function roleLabel({ role, steps }: Relation): string {
  switch (role) {
    case 'owner':
      return steps > 1 ? t('story.ownersOwner', "Owner's owner") : t('story.owner', 'Owner');
    case 'child':
      return steps > 1 ? t('story.grandchild', 'Grandchild') : t('story.child', 'Child');
    case 'node':
      return t('story.node', 'Same node');
    case 'onNode':
      return t('story.onNode', 'On this node');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({
    ...framed(theme),
    flex: '0 0 clamp(260px, 26vw, 460px)',
    overflowY: 'auto',
    padding: theme.spacing(1.5),
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('md')]: { flex: 'none', overflowY: 'visible' },
  }),
  facts: css({ ...facts(theme), gap: theme.spacing(0.25, 1.5) }),
  title: css(quiet(theme)),
  relations: css({ listStyle: 'none', li: { padding: theme.spacing(0.5, 0) } }),
  role: css(quiet(theme)),
  because: css(quiet(theme)),
});
