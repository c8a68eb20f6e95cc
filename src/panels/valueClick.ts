import { type AdHocVariableModel, type TypedVariableModel } from '@grafana/data';
import { type Filter } from '@kubernetes-events/logql';

/** What a click on a value does: sets the dashboard's variable, opens the app, or nothing. */
export type ValueClick = 'variable' | 'app' | 'none';

/** Where clicked values go. */
export interface Targets {
  /** Parameters of the dashboard's address, such as `var-namespace`. */
  variables: Record<string, string>;
  /** For the dashboard's ad hoc filters. */
  adHoc: Filter[];
  /** For the app, which is opened if there are any. */
  app: Filter[];
}

/** Kinds of variables that take any value. */
const SETTABLE = new Set<string>(['query', 'custom', 'textbox']);

/**
 * A value goes to the variable that is named after its label, with or without the leading underscore; else to the
 * dashboard's ad hoc filters if it has some; else to the app. A plain variable cannot exclude a value. If one value goes
 * to the app, all go there: a group is of several values.
 */
export function targetsOf(
  filters: readonly Filter[],
  click: ValueClick,
  variables: readonly TypedVariableModel[]
): Targets {
  const targets: Targets = { variables: {}, adHoc: [], app: [] };
  if (click === 'none') {
    return targets;
  }
  const hasAdHoc = variables.some((variable): variable is AdHocVariableModel => variable.type === 'adhoc');
  for (const filter of filters) {
    const { field, values, exclude } = filter;
    const named = variables.find(({ name, type }) => SETTABLE.has(type) && sameName(name, field));
    if (click === 'variable' && named && !exclude) {
      targets.variables[`var-${named.name}`] = values[0] ?? '';
    } else if (click === 'variable' && hasAdHoc) {
      targets.adHoc.push(filter);
    } else {
      return { variables: {}, adHoc: [], app: [...filters] };
    }
  }
  return targets;
}

const sameName = (variable: string, field: string) => variable.replace(/^_/, '') === field.replace(/^_/, '');
