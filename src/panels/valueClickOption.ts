import { type PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '@grafana/i18n';
import { type ValueClick } from './valueClick';

/** The option that both panels have: what a click on a value does. */
export function addValueClick<T extends { valueClick: ValueClick }>(builder: PanelOptionsEditorBuilder<T>) {
  builder.addSelect({
    path: 'valueClick',
    name: t('panel.click', 'A click on a value'),
    description: t(
      'panel.clickAbout',
      "A dashboard's variable takes the value where it has the label's name: namespace, kind, host, reason."
    ),
    defaultValue: 'variable',
    settings: {
      options: [
        { value: 'variable', label: t('panel.clickVariable', "Sets the dashboard's variable, else opens the app") },
        { value: 'app', label: t('panel.clickApp', 'Opens the app, filtered') },
        { value: 'none', label: t('panel.clickNone', 'Does nothing') },
      ],
    },
  });
}
