import {
  type DataFrame,
  FieldConfigProperty,
  type PanelDataSummary,
  type VisualizationSuggestion,
  type VisualizationSuggestionScore,
} from '@grafana/data';
import { recordsOf } from '../loki/frames';

const LOOKED_AT = 20;

/** Standard field options that do nothing in our panels: all but two. */
export const WITHOUT_EFFECT = Object.values(FieldConfigProperty).filter(
  (property) => property !== FieldConfigProperty.NoValue && property !== FieldConfigProperty.Links
);

/** Suggests a panel where what the query answers are events; `score` says how much rather than others. */
export function suggestionsFor<T>(name: string, score: VisualizationSuggestionScore) {
  return ({ rawFrames = [] }: PanelDataSummary): Array<VisualizationSuggestion<T>> =>
    rawFrames.some(hasEvents) ? [{ name, score }] : [];
}

/** A log line is taken for an event where it names an object and a reason. */
function hasEvents(frame: DataFrame): boolean {
  return recordsOf([{ ...frame, length: Math.min(frame.length, LOOKED_AT) }]).some(
    ({ kind, name, reason }) => kind && name && reason
  );
}
