import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useActions } from '../view/Actions';
import { useTime } from '../shared/time/TimeContext';
import { clockWords } from '../shared/time/words';
import { number } from '../shared/values/number';
import { TEXT_BUTTON, quiet } from '../shared/styles';
import { ObjectLink } from '../fields/ObjectLink';
import { occasionOf } from '../fields/occasion';
import { TypeMark } from '../fields/TypeMark';
import { type Sentence } from './sentences';

/** Each opens the event that it is about, and says when that was. */
export function Sentences({ sentences, withObjects = false }: { sentences: Sentence[]; withObjects?: boolean }) {
  const styles = useStyles2(getStyles);
  const { openEvent } = useActions();
  const { timeZone } = useTime();
  const clock = (ms: number) => clockWords(ms, timeZone, true);
  return (
    <ul className={styles.sentences}>
      {sentences.map(({ key, text, from, to, record, objects }) => (
        <li key={key}>
          <TypeMark type={record.type} occasion={occasionOf(record)} />
          <div className={styles.body}>
            {withObjects && <Objects objects={objects} />}
            <button type="button" className={styles.text} onClick={() => openEvent(record.id)}>
              {text}
            </button>
            <div className={styles.quiet}>{to > from ? `${clock(from)} – ${clock(to)}` : clock(to)}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Objects({ objects }: Pick<Sentence, 'objects'>) {
  const styles = useStyles2(getStyles);
  const [first] = objects;
  return first && objects.length === 1 ? (
    <ObjectLink object={first} />
  ) : (
    <div className={styles.quiet}>
      {t('story.several', '{{kind}}: {{n}} objects', { kind: first?.kind, n: number(objects.length) })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  sentences: css({
    margin: theme.spacing(1.5, 0),
    listStyle: 'none',
    li: { display: 'flex', gap: theme.spacing(1), marginBottom: theme.spacing(1) },
    svg: { marginTop: 4 },
  }),
  body: css({ minWidth: 0 }),
  text: css({ ...TEXT_BUTTON, textAlign: 'left', overflowWrap: 'anywhere' }),
  quiet: css(quiet(theme)),
});
