import { type AdHocVariableModel, type TypedVariableModel } from '@grafana/data';
import { type Filter } from '@kubernetes-events/logql';

/** What a click on a value does: sets the dashboard's variable, opens the app, or nothing. */
export type ValueClick = 'variable' | 'app' | 'none';

/** Where a clicked value goes. */
export type Target = { to: 'variable'; name: string; value: string } | { to: 'adhoc' } | { to: 'app' } | { to: 'none' };

/** Kinds of variables that take any value. */
const SETTABLE = new Set<string>(['query', 'custom', 'textbox']);

/**
 * A value goes to the variable of its label's name, with or without the underscore in front; else to the dashboard's
 * ad hoc filters where it has some; else to the app. What is to be left out cannot be told by a plain variable.
 */
export function targetOf(
  { field, values: [value = ''], exclude }: Filter,
  click: ValueClick,
  variables: readonly TypedVariableModel[]
): Target {
  if (click !== 'variable') {
    return { to: click };
  }
  const named = variables.find(({ name, type }) => SETTABLE.has(type) && sameName(name, field));
  if (named && !exclude) {
    return { to: 'variable', name: named.name, value };
  }
  const adhoc = variables.some((variable): variable is AdHocVariableModel => variable.type === 'adhoc');
  return { to: adhoc ? 'adhoc' : 'app' };
}

const sameName = (variable: string, field: string) => variable.replace(/^_/, '') === field.replace(/^_/, '');
