import { type CurrentContext, currentContext } from '../access/namespace.ts';
import { openLoki } from '../access/access.ts';
import { settingsFromFile } from '../access/config-file.ts';
import { layered, type Settings, settingsFromEnvironment } from '../access/settings.ts';
import { timeRange, type RangeOptions, type TimeRange } from '../access/time-range.ts';
import { fetchEvents } from '../events/fetch.ts';
import { type KeptEvent } from '../events/kept-event.ts';
import { type Loki } from '../loki/loki.ts';
import { type Selection } from '../select/selection.ts';
import { type Terminal } from './terminal.ts';

/** The flags of every command that asks Loki, as commander names them. */
export interface AskFlags extends Settings, RangeOptions {
  namespace?: string;
  allNamespaces?: boolean;
  kubeconfig?: string;
  context?: string;
  config?: string;
  limit?: number;
  chunkSize: number;
}

/** A Loki to ask, and what the flags, the environment and the files say about what to ask it. */
export interface Question {
  loki: Loki;
  settings: Settings;
  /** That of the flag or of kubectl's current context. */
  namespace: string;
  range: TimeRange;
  /** The kinds that there are events of. */
  kindsKept: () => Promise<readonly string[]>;
  /** The events of a selection, each by its newest revision. */
  fetch: (selection: Selection) => Promise<KeptEvent[]>;
}

/** Opens the Loki that is meant, does what is to be done with it, and closes it. @throws {Failure} */
export async function ask(
  flags: AskFlags,
  terminal: Terminal,
  work: (question: Question) => Promise<void>
): Promise<void> {
  const context = await currentContext(flags, terminal.env);
  const settings = await settingsFor(flags, context, terminal.env);
  const range = timeRange(flags, terminal.now());
  const loki = await openLoki(settings);
  try {
    await work({
      loki,
      settings,
      namespace: flags.namespace ?? context.namespace,
      range,
      kindsKept: () => loki.labelValues('_kind', range.startNs, range.endNs),
      fetch: (selection) => fetchQuietly(loki, { selection, range, settings, flags, terminal }),
    });
  } finally {
    await loki.close();
  }
}

/** What holds: flags before the environment, both before the file. */
async function settingsFor(flags: AskFlags, { name }: CurrentContext, env: NodeJS.ProcessEnv): Promise<Settings> {
  return layered(flags, settingsFromEnvironment(env), ...(await settingsFromFile(flags.config, name, env)));
}

interface Fetching {
  selection: Selection;
  range: TimeRange;
  settings: Settings;
  flags: AskFlags;
  terminal: Terminal;
}

async function fetchQuietly(
  loki: Loki,
  { selection, range, settings, flags, terminal }: Fetching
): Promise<KeptEvent[]> {
  const events = await fetchEvents(loki, {
    selection,
    streams: settings.streams,
    range,
    pageSize: flags.chunkSize,
    limit: flags.limit,
    warn: terminal.tell,
    progress: (entries) => terminal.progress(`${entries} entries read`),
  });
  terminal.progress('');
  const clusters = new Set(events.map(({ cluster }) => cluster));
  if (clusters.size > 1) {
    const names = [...clusters].map((cluster) => cluster || '(no name)').sort();
    terminal.tell(`These are events of ${clusters.size} clusters: ${names.join(', ')}. Choose one by --cluster.`);
  }
  return events;
}
