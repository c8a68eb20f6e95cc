import { FieldConfigProperty, PanelPlugin, VisualizationSuggestionScore } from '@grafana/data';
import { suggestionsFor, WITHOUT_EFFECT } from '../suggestions';
import { type ProblemsOptions, problemsOptions } from './options';
import { ProblemsPanel } from './ProblemsPanel';

export const plugin = new PanelPlugin<ProblemsOptions>(ProblemsPanel)
  .setPanelOptions(problemsOptions)
  .useFieldConfig({ disableStandardOptions: [...WITHOUT_EFFECT, FieldConfigProperty.Links] })
  .setSuggestionsSupplier(suggestionsFor<ProblemsOptions>('Kubernetes problems', VisualizationSuggestionScore.OK));
