/** A date in the local time zone, as Swedish writes it: `2026-11-26`. */
export const localDay = (date: Date): string => date.toLocaleDateString('sv-SE');

/** A time in the local time zone, as `--from` takes it: `2026-11-26 18:04:05`. */
export const localTime = (ms: number): string => new Date(ms).toLocaleString('sv-SE');
