import { type PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '@grafana/i18n';

export interface ProblemsOptions {
  max: number;
  passed: boolean;
}

export function problemsOptions(builder: PanelOptionsEditorBuilder<ProblemsOptions>) {
  builder
    .addNumberInput({
      path: 'max',
      name: t('problems.panel.max', 'Max problems'),
      description: t('problems.panel.maxAbout', 'The most urgent ones. Fewer are found with fewer queries.'),
      defaultValue: 10,
      settings: { min: 1, max: 100, integer: true },
    })
    .addBooleanSwitch({
      path: 'passed',
      name: t('problems.panel.passed', 'Show what has passed'),
      description: t(
        'problems.passedTip',
        'A few failures in a short time, as when something starts. They are over: not seen for 10 minutes, readiness probes for 2.'
      ),
      defaultValue: false,
    });
}
