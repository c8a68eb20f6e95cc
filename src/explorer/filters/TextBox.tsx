import { useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, Input, useStyles2 } from '@grafana/ui';
import { type LineFilter } from '@kubernetes-events/logql';
import { testIds } from '../../shared/testIds';

interface Props {
  /** The text to begin with. */
  line?: LineFilter;
  save(line: LineFilter): void;
}

/** A text that the events' lines must hold, or must not: Enter takes it. */
export function TextBox({ line, save }: Props) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState(line?.text ?? '');
  const [regexp, setRegexp] = useState(line?.regexp ?? false);
  const [caseSensitive, setCase] = useState(line?.caseSensitive ?? false);
  const [exclude, setExclude] = useState(line?.exclude ?? false);
  const fault = regexp ? faultOf(text) : undefined;
  const add = () => {
    if (text && !fault) {
      save({ text, regexp, caseSensitive, exclude });
      setText('');
    }
  };
  return (
    <Input
      value={text}
      invalid={Boolean(fault)}
      title={fault}
      aria-label={t('text.label', 'Text in the event')}
      placeholder={t('text.placeholder', 'Text, then Enter')}
      prefix={<Icon name="search" />}
      data-testid={line ? testIds.textEdit : testIds.text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          add();
        } else if (event.key === 'Escape') {
          event.currentTarget.blur();
        }
      }}
      suffix={
        <span className={styles.flags}>
          <Flag on={caseSensitive} set={setCase} sign="Aa" label={t('text.case', 'Match the case')} />
          <Flag on={regexp} set={setRegexp} sign=".*" label={t('text.regexp', 'Regular expression (RE2)')} />
          <Flag on={exclude} set={setExclude} sign="≠" label={t('text.exclude', 'Only events without it')} />
        </span>
      }
    />
  );
}

interface FlagProps {
  on: boolean;
  set(on: boolean): void;
  sign: string;
  label: string;
}

function Flag({ on, set, sign, label }: FlagProps) {
  const styles = useStyles2(getStyles);
  return (
    <button
      type="button"
      className={cx(styles.flag, on && styles.on)}
      aria-pressed={on}
      aria-label={label}
      title={label}
      onClick={() => set(!on)}
    >
      {sign}
    </button>
  );
}

/** RE2 knows a little less than JavaScript: what JavaScript cannot read, Loki cannot either. */
function faultOf(expression: string): string | undefined {
  try {
    new RegExp(expression.replace(/^\(\?[a-z]+\)/, ''));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  flags: css({ display: 'flex', gap: theme.spacing(0.25) }),
  flag: css({
    minWidth: 24,
    height: 22,
    padding: theme.spacing(0, 0.5),
    border: 0,
    borderRadius: theme.shape.radius.default,
    background: 'none',
    color: theme.colors.text.secondary,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary },
  }),
  on: css({ background: theme.colors.primary.transparent, color: theme.colors.primary.text }),
});
