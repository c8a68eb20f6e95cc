/** A variable's value as Loki's data source writes it: of several, an expression that matches any of them. */
export const interpolated = (value: string | string[]) =>
  Array.isArray(value) ? value.map((one) => one.replace(/[\\^$.*+?()[\]{}|]/g, '\\\\$&')).join('|') : String(value);
