import path from 'node:path';
import { mustCall } from '../../stack/src/api.ts';
import { buildTools } from '../../stack/src/build.ts';
import { Bed, until } from '../collector/harness.ts';
import { count } from '../loki/loki.ts';

export const FORMATS = ['flat', 'json', 'logfmt'] as const;
export type Format = (typeof FORMATS)[number];

/** Real servers and a collector for each line format. Each collector's cluster has the name of its format. */
export async function startBed(formats: readonly Format[] = FORMATS): Promise<Bed> {
  await buildTools(['kubectl'], () => undefined);
  const bed = await Bed.start();
  // What the API server itself may have said of its Service: the age of so young an event differs between two commands.
  await mustCall(bed.stack.apiServer(), 'DELETE', '/api/v1/namespaces/default/events');
  for (const format of formats) {
    const file = path.join(bed.folder, `checkpoint-${format}`);
    bed.collector({ config: { format, eventUid: true, cluster: format, checkpoint: { file } } });
  }
  return bed;
}

/** Waits until Loki has at least this many entries in each format. */
export async function untilStored(bed: Bed, entries: number, formats: readonly Format[] = FORMATS): Promise<void> {
  for (const format of formats) {
    const query = `sum(count_over_time({cluster="${format}"}[24h]))`;
    await until(async () => (await count(bed.stack.lokiUrl, query)) >= entries, 60_000);
  }
}
