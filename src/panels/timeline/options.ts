import { type PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '@grafana/i18n';
import { groupLabel, type GroupName, GROUP_NAMES } from '../../fields/levels';
import { type ValueClick } from '../valueClick';
import { addValueClick } from '../valueClickOption';

export interface TimelineOptions {
  lanes: GroupName;
  maxLanes: number;
  details: boolean;
  valueClick: ValueClick;
}

export function timelineOptions(builder: PanelOptionsEditorBuilder<TimelineOptions>) {
  builder
    .addSelect({
      path: 'lanes',
      name: t('timeline.lanes', 'One lane per'),
      defaultValue: 'object',
      settings: {
        options: GROUP_NAMES.map((value) => ({ value, label: groupLabel(value) })),
      },
    })
    .addNumberInput({
      path: 'maxLanes',
      name: t('panel.maxLanes', 'Max lanes'),
      description: t('panel.maxLanesAbout', 'Lanes with warnings first, then the busiest. 0 shows all.'),
      defaultValue: 0,
      settings: { min: 0, integer: true },
    })
    .addBooleanSwitch({ path: 'details', name: t('panel.details', 'Open details on click'), defaultValue: true });
  addValueClick(builder);
}
