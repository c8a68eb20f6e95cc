import { createDataFrame, FieldType, getPanelDataSummary, VisualizationSuggestionScore } from '@grafana/data';
import { eventsIn } from './records';
import { suggestionsFor } from './suggestions';

const frameWith = (labels: unknown) =>
  createDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: [1790000000123] },
      {
        name: 'Line',
        type: FieldType.string,
        values: ['InvolvedObject.Kind:Pod, InvolvedObject.Name:web-1, Reason:BackOff, Message: gone, '],
      },
      { name: 'labels', type: FieldType.string, values: [labels] },
    ],
  });

describe('a field named labels that holds something else', () => {
  it.each(['not JSON', '{"a":', '[1]', null])('keeps the table panel working: %j', (labels) => {
    expect(eventsIn([frameWith(labels)], 'newest').records).toMatchObject([{ reason: 'BackOff' }]);
  });

  it.each(['not JSON', '{"a":', '[1]', null])('keeps the suggestions of all panels working: %j', (labels) => {
    const suggest = suggestionsFor('Kubernetes events', VisualizationSuggestionScore.Good);
    expect(suggest(getPanelDataSummary([frameWith(labels)]))).toHaveLength(1);
  });
});
