import { FieldConfigProperty, PanelPlugin, VisualizationSuggestionScore } from '@grafana/data';
import { suggestionsFor } from '../suggestions';
import { type TimelineOptions, timelineOptions } from './options';
import { TimelinePanel } from './TimelinePanel';

export const plugin = new PanelPlugin<TimelineOptions>(TimelinePanel)
  .setPanelOptions(timelineOptions)
  .useFieldConfig({
    disableStandardOptions: Object.values(FieldConfigProperty).filter(
      (property) => property !== FieldConfigProperty.NoValue && property !== FieldConfigProperty.Links
    ),
  })
  .setSuggestionsSupplier(
    suggestionsFor<TimelineOptions>('Kubernetes events over time', VisualizationSuggestionScore.Good)
  );
