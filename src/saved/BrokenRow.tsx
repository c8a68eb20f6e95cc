import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { ROVING_ROW } from '../shared/useRovingTabIndex';
import { quiet } from '../shared/styles';
import { testIds } from '../shared/testIds';
import { type BrokenEntry } from './savedFilter';
import { type Act } from './Act';
import { Tool } from './Tool';
import { useSaved } from './useSaved';
import { brokenWords } from './words';

/** An entry that cannot be used: it is kept as it is until somebody deletes it. */
export function BrokenRow({ entry, act }: { entry: BrokenEntry; act: Act }) {
  const styles = useStyles2(getStyles);
  const { remove } = useSaved();
  const name = entry.name || entry.id;
  return (
    <li className={styles.row} data-testid={testIds.savedBroken} {...{ [ROVING_ROW]: '' }}>
      <Icon name="exclamation-triangle" size="sm" />
      <span className={styles.text}>{brokenWords(entry)}</span>
      <Tool
        icon="trash-alt"
        label={t('saved.delete', 'Delete "{{-name}}"', { name })}
        onClick={() => act(t('saved.deleted', '"{{-name}}" is deleted', { name }), () => remove(entry))}
      />
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    ...quiet(theme),
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0.5, 0.5, 1),
    color: theme.colors.warning.text,
  }),
  text: css({ flex: 1, minWidth: 0 }),
});
