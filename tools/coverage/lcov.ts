import path from 'node:path';

/** Lines of code. */
export interface Covered {
  found: number;
  hit: number;
}

/** Counts lines by folder (`src/rows`, `pkg/event`, `backend-sidecar/src/watch`), in order of their names. */
export function coveredByFolder(reports: readonly string[], root: string): Array<[string, Covered]> {
  const folders = new Map<string, Covered>();
  for (const record of reports.flatMap((report) => report.split('end_of_record'))) {
    const file = /^SF:(.+)$/m.exec(record)?.[1];
    if (file) {
      const folder = folderOf(path.relative(root, path.resolve(root, file)));
      const { found, hit } = folders.get(folder) ?? { found: 0, hit: 0 };
      folders.set(folder, { found: found + numberOf(record, 'LF'), hit: hit + numberOf(record, 'LH') });
    }
  }
  return [...folders].filter(([, { found }]) => found > 0).sort(([a], [b]) => a.localeCompare(b));
}

const numberOf = (record: string, key: string): number => Number(new RegExp(`^${key}:(\\d+)$`, 'm').exec(record)?.[1] ?? 0);

function folderOf(file: string): string {
  const parts = path.dirname(file).split(path.sep);
  return parts.slice(0, parts[0] === 'backend-sidecar' ? 3 : 2).join('/');
}
