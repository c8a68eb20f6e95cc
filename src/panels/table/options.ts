import { type PanelOptionsEditorBuilder, type SelectFieldConfigSettings } from '@grafana/data';
import { t } from '@grafana/i18n';
import { columnLabel, type ColumnName, COLUMNS } from '../../rows/columns';
import { DEFAULT_COLUMNS } from '../../rows/url';
import { type ValueClick } from '../valueClick';
import { addValueClick } from '../valueClickOption';

export interface TableOptions {
  columns: string[];
  order: 'newest' | 'oldest';
  fold: boolean;
  wrap: boolean;
  relative: boolean;
  head: boolean;
  details: boolean;
  valueClick: ValueClick;
}

export function tableOptions(builder: PanelOptionsEditorBuilder<TableOptions>) {
  builder
    .addMultiSelect<string, SelectFieldConfigSettings<string>>({
      path: 'columns',
      name: t('panel.columns', 'Columns'),
      description: t('panel.columnsAbout', 'A narrow panel hides some.'),
      // A choice of several is a list, though its type says one.
      defaultValue: DEFAULT_COLUMNS as unknown as string,
      settings: {
        options: (Object.keys(COLUMNS) as ColumnName[]).map((value) => ({ value, label: columnLabel(value) })),
      },
    })
    .addRadio({
      path: 'order',
      name: t('panel.order', 'Order'),
      defaultValue: 'newest',
      settings: {
        options: [
          { value: 'newest', label: t('list.newestFirst', 'Newest first') },
          { value: 'oldest', label: t('list.oldestFirst', 'Oldest first') },
        ],
      },
    })
    .addBooleanSwitch({ path: 'fold', name: t('panel.fold', 'Fold repeats'), defaultValue: true })
    .addBooleanSwitch({ path: 'wrap', name: t('panel.wrap', 'Wrap long messages'), defaultValue: false })
    .addBooleanSwitch({ path: 'relative', name: t('panel.relative', 'Relative time'), defaultValue: false })
    .addBooleanSwitch({ path: 'head', name: t('panel.head', 'Column headers'), defaultValue: true })
    .addBooleanSwitch({ path: 'details', name: t('panel.details', 'Open details on click'), defaultValue: true });
  addValueClick(builder);
}
