import { FieldConfigProperty, PanelPlugin, VisualizationSuggestionScore } from '@grafana/data';
import { suggestionsFor } from '../suggestions';
import { type TableOptions, tableOptions } from './options';
import { TablePanel } from './TablePanel';

export const plugin = new PanelPlugin<TableOptions>(TablePanel)
  .setPanelOptions(tableOptions)
  .useFieldConfig({
    disableStandardOptions: Object.values(FieldConfigProperty).filter(
      (property) => property !== FieldConfigProperty.NoValue && property !== FieldConfigProperty.Links
    ),
  })
  .setSuggestionsSupplier(suggestionsFor<TableOptions>('Kubernetes events', VisualizationSuggestionScore.Best));
