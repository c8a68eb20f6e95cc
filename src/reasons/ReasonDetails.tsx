import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, TextLink, useStyles2 } from '@grafana/ui';
import { including } from '@kubernetes-events/logql';
import { CATALOGUE, type Entry, entryOf, type Language, sourceUrl, textOf } from '@kubernetes-events/reasons';
import { Commands } from '../details/Commands';
import { DetailsFrame } from '../details/DetailsFrame';
import { testIds } from '../shared/testIds';
import { number } from '../shared/values/number';
import { TypeMark } from '../fields/TypeMark';
import { type Happened } from './happened';
import { SeriousnessMark } from './SeriousnessMark';
import { sharedText } from './sharedText';
import { TEXT_BUTTON, facts, quiet } from '../shared/styles';
import { useShowEvents } from './useShowEvents';

interface Props {
  entry: Entry;
  language: Language;
  /** Undefined while it is not known. */
  happened?: ReadonlyMap<string, Happened>;
  select(id: string): void;
}

/** What the catalogue says about one reason. */
export function ReasonDetails({ entry, language, happened, select }: Props) {
  const styles = useStyles2(getStyles);
  const { meaning, causes } = textOf(entry, language);
  const related = entry.related.flatMap((id) => entryOf(id) ?? []);
  const others = CATALOGUE.filter(({ reason, id }) => reason === entry.reason && id !== entry.id);
  return (
    <DetailsFrame
      className={styles.details}
      label={entry.reason}
      testId={testIds.reasonDetails}
      title={entry.reason}
      close={() => select('')}
    >
      <ShowEvents entry={entry} happened={happened} />
      <p className={styles.meaning}>{meaning}</p>
      <Facts entry={entry} language={language} />
      {causes.length > 0 && (
        <section>
          <h3>{t('reasons.causes', 'Usual causes')}</h3>
          <ul className={styles.causes}>
            {causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ul>
        </section>
      )}
      {entry.look.length > 0 && (
        <section>
          <h3>{t('reasons.look', 'Commands')}</h3>
          <Commands ids={entry.look} />
        </section>
      )}
      <Entries title={t('reasons.related', 'Often comes with')} entries={related} language={language} select={select} />
      <Entries
        title={t('reasons.others', 'The same reason elsewhere')}
        entries={others}
        language={language}
        select={select}
      />
      <TextLink href={sourceUrl(entry)} external>
        {t('reasons.source', 'Source: {{-project}} {{-version}}', {
          project: entry.source.repository,
          version: entry.source.version,
        })}
      </TextLink>
    </DetailsFrame>
  );
}

/** To the events that the entry describes, by their number if it is known. */
function ShowEvents({ entry, happened }: Pick<Props, 'entry' | 'happened'>) {
  const styles = useStyles2(getStyles);
  const showEvents = useShowEvents();
  const known = happened?.get(entry.id);
  const any = [including('reason', entry.reason)];
  const shared = known && sharedText(known);
  return (
    <div>
      <Button
        size="sm"
        variant="secondary"
        icon="list-ul"
        disabled={happened && !known}
        onClick={() => showEvents(known?.filters ?? any)}
      >
        {showText(happened, known)}
      </Button>
      {shared && <div className={styles.quiet}>{shared}</div>}
    </div>
  );
}

function showText(happened: Props['happened'], known: Happened | undefined): string {
  if (!happened) {
    return t('reasons.showAny', 'Show events with this reason');
  }
  return known
    ? t('reasons.show', 'Show these events ({{n}})', { n: number(known.count) })
    : t('reasons.notSeen', 'No such events in this time range');
}

function Facts({ entry, language }: { entry: Entry; language: Language }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.facts}>
      <dt>{t('reasons.serious', 'How serious')}</dt>
      <dd>
        <SeriousnessMark seriousness={entry.seriousness} language={language} />
      </dd>
      <dt>{t('field.type', 'Type')}</dt>
      <dd>
        {entry.types.map((type) => (
          <span key={type} className={styles.type}>
            <TypeMark type={type} /> {type}
          </span>
        ))}
      </dd>
      <dt>{t('reasons.from', 'Reported by')}</dt>
      <dd>
        {entry.emitter}
        {entry.components.some((component) => component !== entry.emitter) && (
          <span className={styles.quiet}> {entry.components.join(', ')}</span>
        )}
      </dd>
      {entry.kinds.length > 0 && (
        <>
          <dt>{t('reasons.about', 'About')}</dt>
          <dd>{entry.kinds.join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

interface EntriesProps {
  title: string;
  entries: Entry[];
  language: Language;
  select(id: string): void;
}

function Entries({ title, entries, language, select }: EntriesProps) {
  const styles = useStyles2(getStyles);
  return entries.length === 0 ? null : (
    <section>
      <h3>{title}</h3>
      <ul className={styles.entries}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <button type="button" onClick={() => select(entry.id)}>
              {entry.reason}
            </button>{' '}
            <span className={styles.quiet}>
              {entry.emitter} · {textOf(entry, language).meaning}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  details: css({
    flexBasis: 'clamp(380px, 42%, 720px)',
    h3: { ...quiet(theme), margin: theme.spacing(0, 0, 0.5) },
  }),
  meaning: css({ margin: 0, fontSize: theme.typography.body.fontSize }),
  facts: css({ ...facts(theme), gap: theme.spacing(0.25, 2) }),
  type: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), marginRight: theme.spacing(1.5) }),
  quiet: css(quiet(theme)),
  causes: css({ paddingLeft: theme.spacing(2.5), li: { marginBottom: theme.spacing(0.25) } }),
  entries: css({
    listStyle: 'none',
    li: { padding: theme.spacing(0.25, 0) },
    button: { ...TEXT_BUTTON, fontWeight: theme.typography.fontWeightMedium, color: theme.colors.text.link },
  }),
});
