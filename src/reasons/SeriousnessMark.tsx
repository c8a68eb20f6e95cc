import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { type Language, SERIOUSNESS, type Seriousness } from '@kubernetes-events/reasons';
import { quiet } from '../shared/styles';

/** How serious a reason is: by bars, by colour and in a word. */
export function SeriousnessMark({ seriousness, language }: { seriousness: Seriousness; language: Language }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const level = SERIOUSNESS.indexOf(seriousness);
  const color = colorOf(theme, seriousness);
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
            fill={at <= level ? color : theme.colors.border.medium}
          />
        ))}
      </svg>
      {language.seriousness[seriousness]}
    </span>
  );
}

function colorOf(theme: GrafanaTheme2, seriousness: Seriousness): string {
  switch (seriousness) {
    case 'severe':
      return theme.colors.error.text;
    case 'trouble':
      return theme.colors.warning.text;
    case 'notice':
      return theme.colors.info.text;
    case 'routine':
      return theme.colors.text.secondary;
  }
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
