import {
  createDataFrame,
  FieldType,
  getPanelDataSummary,
  type TypedVariableModel,
  VisualizationSuggestionScore,
} from '@grafana/data';
import { eventsIn } from './records';
import { suggestionsFor } from './suggestions';
import { targetsOf } from './valueClick';

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

describe('a click on values in a panel', () => {
  const filter = (field: string, value: string, exclude = false) => ({ field, values: [value], exclude });
  const variables = (...all: Array<[string, string]>) =>
    all.map(([name, type]) => ({ name, type })) as unknown as TypedVariableModel[];
  const shop = filter('_namespace', 'shop');
  const web = filter('workload', 'Deployment/web');

  it('sets the variable that is named after the label, with or without an underscore', () => {
    for (const name of ['namespace', '_namespace']) {
      expect(targetsOf([shop], 'variable', variables([name, 'query']))).toEqual({
        variables: { [`var-${name}`]: 'shop' },
        adHoc: [],
        app: [],
      });
    }
  });

  it('goes to the ad hoc filters without such a variable, or to exclude a value', () => {
    const both = variables(['namespace', 'custom'], ['filters', 'adhoc']);
    const exclude = filter('_namespace', 'shop', true);
    expect(targetsOf([shop, web], 'variable', both)).toMatchObject({
      variables: { 'var-namespace': 'shop' },
      adHoc: [web],
    });
    expect(targetsOf([exclude], 'variable', both)).toEqual({ variables: {}, adHoc: [exclude], app: [] });
  });

  it('opens the app with all values of a group if the dashboard cannot take one of them', () => {
    expect(targetsOf([shop, web], 'variable', variables(['namespace', 'textbox']))).toEqual({
      variables: {},
      adHoc: [],
      app: [shop, web],
    });
    expect(targetsOf([shop], 'variable', variables(['namespace', 'interval'])).app).toEqual([shop]);
  });

  it('opens the app, or does nothing, if the panel is set to', () => {
    const all = variables(['namespace', 'query'], ['filters', 'adhoc']);
    expect(targetsOf([shop], 'app', all)).toEqual({ variables: {}, adHoc: [], app: [shop] });
    expect(targetsOf([shop], 'none', all)).toEqual({ variables: {}, adHoc: [], app: [] });
  });
});
