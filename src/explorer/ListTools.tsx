import { type ReactNode, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Checkbox, useStyles2 } from '@grafana/ui';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { listUrl } from '../rows/url';
import { ExportDialog } from '../export/ExportDialog';
import { CopyAs } from '../shared/CopyAs';
import { Popup } from '../shared/Popup';
import { testIds } from '../shared/testIds';
import { BARE, WRAP } from '../shared/styles';
import { copiesOfList } from '../details/copies';
import { columnLabel, type ColumnName, COLUMNS } from '../rows/columns';
import { ListState } from './ListState';
import { type EventPages } from './useEventPages';

interface Props {
  pages: EventPages;
  /** How many rows the list has. */
  rows: number;
  /** Further tools. */
  children?: ReactNode;
}

/** How the list is shown, and how to take it along. */
export function ListTools({ pages, rows, children }: Props) {
  const styles = useStyles2(getStyles);
  const { query } = useAsking();
  const [state, update] = useUrl(listUrl);
  const [exporting, setExporting] = useState(false);
  return (
    <div className={styles.tools}>
      <ListState pages={pages} rows={rows} />
      <div className={styles.group}>
        {children}
        <Toggle
          on={state.fold}
          set={(fold) => update({ fold }, { replace: true })}
          label={t('list.fold', 'Fold repeats')}
        />
        <Toggle on={state.wrap} set={(wrap) => update({ wrap }, { replace: true })} label={t('list.wrap', 'Wrap')} />
        <Toggle
          on={state.relative}
          set={(relative) => update({ relative }, { replace: true })}
          label={t('list.relative', 'Relative times')}
        />
        <Columns />
        <CopyAs copies={copiesOfList(pages.records, query)} fill="text" />
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon="download-alt"
          data-testid={testIds.exportButton}
          onClick={() => setExporting(true)}
        >
          {t('list.export', 'Export')}
        </Button>
      </div>
      {exporting && <ExportDialog close={() => setExporting(false)} />}
    </div>
  );
}

function Toggle({ on, set, label }: { on: boolean; set(on: boolean): void; label: string }) {
  const styles = useStyles2(getStyles);
  return (
    <button type="button" className={styles.toggle} aria-pressed={on} onClick={() => set(!on)}>
      {label}
    </button>
  );
}

function Columns() {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(listUrl);
  const names = Object.keys(COLUMNS) as ColumnName[];
  const toggle = (name: ColumnName) =>
    update(
      { columns: names.filter((one) => (one === name ? !state.columns.includes(one) : state.columns.includes(one))) },
      { replace: true }
    );
  const choices = (
    <div className={styles.columns}>
      {names.map((name) => (
        <Checkbox
          key={name}
          label={columnLabel(name)}
          value={state.columns.includes(name)}
          onChange={() => toggle(name)}
        />
      ))}
    </div>
  );
  return (
    <Popup label={t('list.columns', 'Columns')} content={() => choices}>
      <Button className={styles.choose} size="sm" variant="secondary" fill="text" icon="columns">
        {t('list.columns', 'Columns')}
      </Button>
    </Popup>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tools: css({
    ...WRAP,
    position: 'relative',
    flex: 'none',
    gap: theme.spacing(0, 0.5),
    minHeight: 32,
    padding: theme.spacing(0, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  group: css({
    ...WRAP,
    gap: theme.spacing(0, 0.5),
    marginLeft: 'auto',
    // They wrap one by one, so that the list has more of the height.
    [theme.breakpoints.down('sm')]: { display: 'contents' },
  }),
  toggle: css({
    ...BARE,
    padding: theme.spacing(0.25, 1),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    '&:hover': { color: theme.colors.text.primary },
    '&[aria-pressed="true"]': { background: theme.colors.action.selected, color: theme.colors.text.primary },
  }),
  // On a phone, rows have no columns.
  choose: css({ [theme.breakpoints.down('sm')]: { display: 'none' } }),
  columns: css({ display: 'grid', gap: theme.spacing(1), padding: theme.spacing(0.5) }),
});
