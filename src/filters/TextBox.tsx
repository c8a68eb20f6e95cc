import { useEffect, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { FieldValidationMessage, Icon, Input, useStyles2 } from '@grafana/ui';
import { type LineFilter } from '@kubernetes-events/logql';
import { type Subscription } from 'rxjs';
import { useAsking } from '../view/Asking';
import { counts } from '../loki/counts';
import { LokiError } from '../loki/error';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { BARE, quiet } from '../shared/styles';

interface Props {
  /** The text to begin with. */
  line?: LineFilter;
  save(line: LineFilter): void;
}

/** A text that the events' lines must hold, or must not: Enter adds it. Whether an expression is valid is up to Loki. */
export function TextBox({ line, save }: Props) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState(line?.text ?? '');
  const [regexp, setRegexp] = useState(line?.regexp ?? false);
  const [caseSensitive, setCase] = useState(line?.caseSensitive ?? false);
  const [exclude, setExclude] = useState(line?.exclude ?? false);
  const { fault, check, forget } = useExpressionCheck();
  const add = () => {
    const next = { text, regexp, caseSensitive, exclude };
    if (text) {
      check(next, () => {
        save(next);
        setText('');
      });
    }
  };
  return (
    <div>
      <Input
        value={text}
        invalid={fault !== undefined}
        aria-label={t('text.label', 'Text in the event')}
        placeholder={t('text.placeholder', 'Text, then Enter')}
        prefix={<Icon name="search" />}
        data-testid={line ? testIds.textEdit : testIds.text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          forget();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            // Saving may close a popup and focus its button, which the key would then press.
            event.preventDefault();
            add();
          } else if (event.key === 'Escape') {
            event.currentTarget.blur();
          }
        }}
        suffix={
          <span className={styles.flags}>
            <Flag on={caseSensitive} set={setCase} sign="Aa" label={t('text.case', 'Match case')} />
            <Flag on={regexp} set={setRegexp} sign=".*" label={t('text.regexp', 'Regular expression (RE2)')} />
            <Flag on={exclude} set={setExclude} sign="≠" label={t('text.exclude', 'Exclude events with this text')} />
          </span>
        }
      />
      {fault !== undefined && (
        <div data-testid={testIds.textError}>
          <FieldValidationMessage>{fault}</FieldValidationMessage>
        </div>
      )}
    </div>
  );
}

/** Asks Loki about an expression before it filters: a wrong one fails every query of the page. */
function useExpressionCheck() {
  const { source, query } = useAsking();
  const { span } = useTime();
  const [fault, setFault] = useState<string>();
  const running = useRef<Subscription>(undefined);
  useEffect(() => () => running.current?.unsubscribe(), []);
  const check = (line: LineFilter, take: () => void) => {
    running.current?.unsubscribe();
    if (!line.regexp) {
      take();
      return;
    }
    // Loki reads the expression before it reads any event, so the shortest range will do. It has to be a count: a list of
    // events with an invalid expression is answered as an empty one.
    const range = { from: span.to - SHORTEST, to: span.to };
    running.current = counts(source, { base: query.base, lines: [line] }, range, [], { what: 'entries' }).subscribe({
      next: take,
      error: (cause: unknown) => {
        const { trouble, message } = LokiError.of(cause);
        if (trouble === 'syntax') {
          setFault(message);
        } else {
          take();
        }
      },
    });
  };
  return { fault, check, forget: () => setFault(undefined) };
}

const SHORTEST = 1000;

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

const getStyles = (theme: GrafanaTheme2) => ({
  flags: css({ display: 'flex', gap: theme.spacing(0.25) }),
  flag: css({
    ...BARE,
    ...quiet(theme),
    minWidth: 24,
    height: 22,
    padding: theme.spacing(0, 0.5),
    borderRadius: theme.shape.radius.default,
    fontFamily: theme.typography.fontFamilyMonospace,
    '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary },
  }),
  on: css({ background: theme.colors.primary.transparent, color: theme.colors.primary.text }),
});
