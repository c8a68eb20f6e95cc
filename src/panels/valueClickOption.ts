import { type PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '@grafana/i18n';
import { type ValueClick } from './valueClick';

/** The option of both panels that says what a click on a value does. */
export function addValueClick<T extends { valueClick: ValueClick }>(builder: PanelOptionsEditorBuilder<T>) {
  builder.addSelect({
    path: 'valueClick',
    name: t('panel.click', 'Click on a value'),
    description: t(
      'panel.clickAbout',
      'A dashboard variable takes the value if it is named after the label: namespace, kind, host, reason.'
    ),
    defaultValue: 'variable',
    settings: {
      options: [
        { value: 'variable', label: t('panel.clickVariable', 'Sets the dashboard variable, else opens the app') },
        { value: 'app', label: t('panel.clickApp', 'Opens the app, filtered') },
        { value: 'none', label: t('panel.clickNone', 'Does nothing') },
      ],
    },
  });
}
