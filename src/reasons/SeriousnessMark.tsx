import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { type Language, SERIOUSNESS, type Seriousness } from '@kubernetes-events/reasons';
import { quiet } from '../shared/styles';

/** How serious a reason is: by bars, by colour and in a word. */
export function SeriousnessMark({ seriousness, language }: { seriousness: Seriousness; language: Language }) {
  const styles = useStyles2(getStyles);
  const level = SERIOUSNESS.indexOf(seriousness);
  const { error, warning, info, text, border } = useTheme2().colors;
  const colors = { severe: error.text, trouble: warning.text, notice: info.text, routine: text.secondary };
  return (
    <span className={styles.mark}>
      <svg width="14" height="10" viewBox="0 0 14 10" aria-hidden>
        {SERIOUSNESS.map((name, at) => (
          <rect
            key={name}
            x={at * 3.5}
            y={7 - at * 2}
            width="2.5"
            height={3 + at * 2}
            fill={at <= level ? colors[seriousness] : border.medium}
          />
        ))}
      </svg>
      {language.seriousness[seriousness]}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  mark: css({
    ...quiet(theme),
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    whiteSpace: 'nowrap',
  }),
});
