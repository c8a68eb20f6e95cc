import { type PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '@grafana/i18n';
import { groupLabel, type GroupName, GROUPS } from '../../explorer/groups/levels';
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
      name: t('timeline.lanes', 'A lane for each'),
      defaultValue: 'object',
      settings: {
        options: (Object.keys(GROUPS) as GroupName[]).map((value) => ({ value, label: groupLabel(value) })),
      },
    })
    .addNumberInput({
      path: 'maxLanes',
      name: t('panel.maxLanes', 'Most lanes'),
      description: t('panel.maxLanesAbout', 'Those with warnings first, then the busiest. 0 for all.'),
      defaultValue: 0,
      settings: { min: 0, integer: true },
    })
    .addBooleanSwitch({ path: 'details', name: t('panel.details', 'Open details by a click'), defaultValue: true });
  addValueClick(builder);
}
