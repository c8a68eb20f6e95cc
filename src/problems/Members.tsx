import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type Shared } from '@kubernetes-events/problems';
import { workloadIdentity } from '@kubernetes-events/logql';
import { WorkloadLink } from '../fields/ObjectLink';
import { quiet } from '../shared/styles';
import { useTime } from '../shared/time/TimeContext';
import { clockWords, needsDay } from '../shared/time/words';
import { number } from '../shared/values/number';

const SHOWN = 20;

/** The workloads that fail at the same thing. */
export function Members({ shared: { members } }: { shared: Shared }) {
  const styles = useStyles2(getStyles);
  const { span, timeZone } = useTime();
  return (
    <section>
      <h3 className={styles.title}>{t('problem.members', 'Affected workloads')}</h3>
      <ul className={styles.list}>
        {members.slice(0, SHOWN).map((member) => (
          <li key={member.id}>
            <span className={styles.quiet}>{clockWords(member.startMs, timeZone, needsDay(span))}</span>
            <span className={styles.quiet}>{member.namespace}</span>
            <WorkloadLink object={workloadIdentity({ ...member, kind: '', name: '' }, member.workload)} />
          </li>
        ))}
      </ul>
      {members.length > SHOWN && (
        <div className={styles.quiet}>
          {t('problem.moreMembers', 'and {{n}} more', { n: number(members.length - SHOWN) })}
        </div>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ ...quiet(theme), margin: theme.spacing(0, 0, 0.5) }),
  list: css({
    margin: 0,
    listStyle: 'none',
    li: { display: 'flex', alignItems: 'baseline', gap: theme.spacing(1), padding: theme.spacing(0.25, 0) },
  }),
  quiet: css(quiet(theme)),
});
