import { PanelPlugin, VisualizationSuggestionScore } from '@grafana/data';
import { suggestionsFor, WITHOUT_EFFECT } from '../suggestions';
import { type TimelineOptions, timelineOptions } from './options';
import { TimelinePanel } from './TimelinePanel';

export const plugin = new PanelPlugin<TimelineOptions>(TimelinePanel)
  .setPanelOptions(timelineOptions)
  .useFieldConfig({ disableStandardOptions: WITHOUT_EFFECT })
  .setSuggestionsSupplier(
    suggestionsFor<TimelineOptions>('Kubernetes events over time', VisualizationSuggestionScore.Good)
  );
