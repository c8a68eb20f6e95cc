import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../shared/testIds';

export function KeyTable() {
  const styles = useStyles2(getStyles);
  const keys: Array<[string, string]> = [
    ['/', t('keys.text', 'Search text')],
    ['f', t('keys.fieldSelector', 'Field selector')],
    ['v', t('keys.saved', 'Saved filters')],
    ['j  k', t('keys.move', 'Next, previous event or problem')],
    ['Enter', t('keys.details', 'Details')],
    ['s', t('keys.story', "The object's story")],
    ['o', t('keys.only', 'Only this reason')],
    ['x', t('keys.exclude', 'Exclude this reason')],
    ['b  e  t  g  c  l  r', t('keys.pages', 'Problems, events, timeline, groups, compare, live, reasons')],
    ['Esc', t('keys.close', 'Close, leave a text box')],
    ['?', t('keys.help', 'Show keyboard shortcuts')],
  ];
  return (
    <dl className={styles.table} data-testid={testIds.help}>
      {keys.map(([key, meaning]) => (
        <div key={key}>
          <dt>
            {key.split('  ').map((one) => (
              <kbd key={one}>{one}</kbd>
            ))}
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    margin: 0,
    '> div': { display: 'flex', padding: theme.spacing(0.5, 0) },
    dt: { width: 160, display: 'flex', gap: theme.spacing(0.5) },
    dd: { margin: 0 },
    kbd: {
      padding: theme.spacing(0, 0.75),
      border: `1px solid ${theme.colors.border.medium}`,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      color: theme.colors.text.primary,
      fontFamily: theme.typography.fontFamilyMonospace,
      boxShadow: 'none',
    },
  }),
});
