import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Modal, useStyles2 } from '@grafana/ui';
import { nameOf, type Problem, titleOf } from '@kubernetes-events/problems';
import { quiet } from '../shared/styles';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { number } from '../shared/values/number';
import { MuteForm } from './MuteForm';
import { hides, type Mute } from './mutes';
import { muteWords, untilWords } from './muteWords';
import { type Mutes } from './useMutes';
import { problemWords } from './words';

interface Props extends Omit<Mutes, 'failed'> {
  /** What a new rule starts with. */
  draft: Mute;
  problems: readonly Problem[];
  close(): void;
}

/** What the reader has muted, what each mute hides now, and a form for another one. */
export function MuteRules({ draft, problems, mutes, keptBy, add, remove, close }: Props) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useTime();
  return (
    <Modal title={t('mute.title', 'Muted problems')} isOpen onDismiss={close}>
      <p className={styles.quiet}>{t('mute.own', 'Mutes are yours alone. Others see these problems.')}</p>
      {keptBy === 'browser' && (
        <p className={styles.quiet}>
          {t('mute.inBrowser', 'They are kept in this browser only, because Grafana does not keep them for you.')}
        </p>
      )}
      {mutes.length > 0 && (
        <ul className={styles.list} aria-label={t('mute.list', 'Your mutes')}>
          {mutes.map((mute, at) => (
            <li key={at} data-testid={testIds.mute}>
              <div className={styles.rule}>
                {muteWords(mute)} <span className={styles.quiet}>{untilWords(mute, timeZone)}</span>
                <div className={styles.quiet}>{hidesWords(mute, problems)}</div>
              </div>
              <Button
                size="sm"
                variant="secondary"
                icon="trash-alt"
                aria-label={t('mute.removeOne', 'Remove the mute: {{-rule}}', { rule: muteWords(mute) })}
                onClick={() => remove(mute)}
              >
                {t('mute.remove', 'Remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <MuteForm draft={draft} add={add} close={close} hidesWords={(mute) => hidesWords(mute, problems)} />
    </Modal>
  );
}

const NAMED = 3;

/** How many of the problems that were found a mute hides, and the first of them. */
function hidesWords(mute: Mute, problems: readonly Problem[]): string {
  const hidden = problems.filter((problem) => hides(mute, problem));
  const words = problemWords();
  const named = hidden.slice(0, NAMED).map((problem) => titleOf(problem, words) || nameOf(problem));
  return hidden.length === 0
    ? t('mute.hidesNone', 'Hides none of the {{all}} problems in this range', { all: number(problems.length) })
    : t('mute.hides', 'Hides {{n}} of the {{all}} problems in this range: {{-names}}', {
        n: number(hidden.length),
        all: number(problems.length),
        names: [...named, ...(hidden.length > NAMED ? ['…'] : [])].join(' · '),
      });
}

const getStyles = (theme: GrafanaTheme2) => ({
  quiet: css({ ...quiet(theme), overflowWrap: 'anywhere' }),
  list: css({
    margin: theme.spacing(0, 0, 2),
    maxHeight: 240,
    overflowY: 'auto',
    listStyle: 'none',
    li: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      padding: theme.spacing(0.75, 0),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
  }),
  rule: css({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }),
});
