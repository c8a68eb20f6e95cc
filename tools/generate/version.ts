import { globSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Where a package names its own version, and those of its neighbors. */
const IN_PACKAGE = /(?<="(?:version|@kubernetes-events\/[\w-]+)": ")[^"]*/g;

/** Each file that names the version, and where in it. The version is the root package.json's. */
const PLACES: ReadonlyArray<readonly [file: string, place: RegExp]> = [
  ['deploy/chart/Chart.yaml', /(?<=^(?:version|appVersion): ).*/gm],
  ['deploy/base/deployment.yaml', /(?<=image: .*\/loki-event-collector:).*/g],
  ...['backend-sidecar/package.json', ...globSync('pkg/*/package.json', { cwd: ROOT }).sort()].map(
    (file) => [file, IN_PACKAGE] as const
  ),
];

/** The files that name the version, with the one of the root package.json. @throws where a file does not name it */
export function versioned(read: (file: string) => string): Array<[file: string, text: string]> {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  return PLACES.map(([file, place]) => {
    const text = read(file);
    if (text.search(place) < 0) {
      throw new Error(`${file} names no version where one was expected: ${String(place)}`);
    }
    return [file, text.replace(place, version)];
  });
}
