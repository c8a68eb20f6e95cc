import { PanelPlugin, VisualizationSuggestionScore } from '@grafana/data';
import { suggestionsFor, WITHOUT_EFFECT } from '../suggestions';
import { type TableOptions, tableOptions } from './options';
import { TablePanel } from './TablePanel';

export const plugin = new PanelPlugin<TableOptions>(TablePanel)
  .setPanelOptions(tableOptions)
  .useFieldConfig({ disableStandardOptions: WITHOUT_EFFECT })
  .setSuggestionsSupplier(suggestionsFor<TableOptions>('Kubernetes events', VisualizationSuggestionScore.Best));
