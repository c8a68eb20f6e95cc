/** Orders two values for `sort`, which keeps the order of equal ones. */
export const compare = <T extends bigint | number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
