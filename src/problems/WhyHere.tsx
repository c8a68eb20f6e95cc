import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Toggletip, useStyles2 } from '@grafana/ui';
import { type Problem } from '@kubernetes-events/problems';

const round = (value: number) => String(Math.round(value * 100) / 100);

/** What the rank is made of. */
export function WhyHere({ problem: { rank } }: { problem: Problem }) {
  const styles = useStyles2(getStyles);
  const factors: Array<[string, number]> = [
    [t('problem.rank.seriousness', 'How serious this kind of failure is'), rank.seriousness],
    [t('problem.rank.affected', 'How many are affected'), rank.affected],
    [t('problem.rank.age', 'How new it is'), rank.age],
    [t('problem.rank.state', 'How recently it was seen'), rank.state],
    [t('problem.rank.weight', 'Whether it passes on its own'), rank.weight],
  ];
  const content = (
    <dl className={styles.factors}>
      {factors.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>× {round(value)}</dd>
        </div>
      ))}
      <div>
        <dt>{t('problem.rank.score', 'Together')}</dt>
        <dd>= {round(rank.score)}</dd>
      </div>
    </dl>
  );
  return (
    <Toggletip content={content} placement="bottom-start">
      <Button size="sm" variant="secondary" fill="text" tooltip={t('problem.rank.why', 'Why is it at this place?')}>
        {t('problem.rank.button', 'Rank')}
      </Button>
    </Toggletip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  factors: css({
    margin: 0,
    '> div': { display: 'flex', justifyContent: 'space-between', gap: theme.spacing(2) },
    dt: { fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, whiteSpace: 'nowrap' },
  }),
});
