import { openLoki } from '../access/access.ts';
import { settingsFromFile } from '../access/config-file.ts';
import { currentContext } from '../access/namespace.ts';
import { layered, type Settings, settingsFromEnvironment } from '../access/settings.ts';
import { type RangeOptions, type TimeRange, timeRange } from '../access/time-range.ts';
import { OtherPrograms } from '../problems/other-programs.ts';
import { fetchEvents } from '../select/fetch.ts';
import { queryFor } from '../select/query.ts';
import { type StoredEvent } from '../events/stored-event.ts';
import { type Loki } from '../loki/loki.ts';
import { type Selection } from '../select/selection.ts';
import { type Terminal } from './terminal.ts';

/** The flags of every command that queries Loki, as commander names them. */
export interface CommonFlags extends Settings, RangeOptions {
  namespace?: string;
  allNamespaces?: boolean;
  kubeconfig?: string;
  context?: string;
  config?: string;
  limit?: number;
  chunkSize?: number;
}

/** How many entries are read from Loki at a time at most. */
export const CHUNK_SIZE = 5000;

/** An open connection to Loki, with what flags, environment and files say about what to query. */
export interface Session {
  loki: Loki;
  settings: Settings;
  range: TimeRange;
  /** Of the flag, or of kubectl's current context. */
  namespace: string;
  /** The kinds that Loki has events about. */
  storedKinds: () => Promise<readonly string[]>;
  /** A LogQL query that finds every entry of a selection. */
  queryFor: (selection: Selection) => Promise<string>;
  /** The events of a selection, each in its newest revision. */
  fetch: (selection: Selection) => Promise<StoredEvent[]>;
}

/** What flags, environment and files say about where Loki is and what to query. @throws {Failure} */
export function configured(flags: CommonFlags, env: NodeJS.ProcessEnv): Pick<Session, 'settings' | 'namespace'> {
  const context = currentContext(flags, env);
  const file = settingsFromFile(flags.config, context.name, env);
  return {
    settings: layered(flags, settingsFromEnvironment(env), ...file),
    namespace: flags.namespace ?? context.namespace,
  };
}

/** Connects to Loki, does some work and closes the connection. @throws {Failure} */
export async function withSession<Result>(
  flags: CommonFlags,
  terminal: Terminal,
  work: (session: Session) => Promise<Result>
): Promise<Result> {
  const { settings, namespace } = configured(flags, terminal.env);
  const range = timeRange(flags, terminal.now());
  const loki = await openLoki(settings);
  const programs = new OtherPrograms(loki, settings.streams, range);
  const query = async (selection: Selection): Promise<string> =>
    queryFor(selection, settings.streams, await programs.shapes());
  try {
    return await work({
      loki,
      settings,
      range,
      namespace,
      storedKinds: async () => [
        ...(await loki.labelValues('_kind', range.startNs, range.endNs)),
        ...(await programs.kinds()),
      ],
      queryFor: query,
      fetch: async (selection) =>
        fetchWithProgress(loki, { selection, query: await query(selection), range, flags, terminal }),
    });
  } finally {
    await loki.close();
  }
}

interface Fetching {
  selection: Selection;
  query: string;
  range: TimeRange;
  flags: CommonFlags;
  terminal: Terminal;
}

async function fetchWithProgress(loki: Loki, fetching: Fetching): Promise<StoredEvent[]> {
  const { selection, query, range, flags, terminal } = fetching;
  const events = await fetchEvents(loki, {
    selection,
    query,
    range,
    pageSize: flags.chunkSize ?? CHUNK_SIZE,
    limit: flags.limit,
    warn: terminal.notify,
    progress: (entries) => terminal.progress(`${entries} entries read`),
  });
  terminal.progress('');
  const clusters = new Set(events.map(({ cluster }) => cluster));
  if (clusters.size > 1) {
    const names = [...clusters].map((cluster) => cluster || '(no name)').sort();
    terminal.notify(`These are events of ${clusters.size} clusters: ${names.join(', ')}. Choose one with --cluster.`);
  }
  return events;
}
