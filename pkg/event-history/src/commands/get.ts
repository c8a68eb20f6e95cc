import { currentContext } from '../access/namespace.ts';
import { openLoki } from '../access/access.ts';
import { layered, type Settings, settingsFromEnvironment } from '../access/settings.ts';
import { timeRange, type RangeOptions } from '../access/time-range.ts';
import { fetchEvents } from '../events/fetch.ts';
import { printerFor } from '../print/output.ts';
import { fieldSelectorOf } from '../select/field-selector-flag.ts';
import { type Selection } from '../select/selection.ts';
import { type Terminal, writeAll } from './terminal.ts';

/** The flags of `get`, as commander names them. */
export interface GetFlags extends Settings, RangeOptions {
  namespace?: string;
  allNamespaces?: boolean;
  fieldSelector?: string;
  output?: string;
  headers: boolean;
  showLabels?: boolean;
  kubeconfig?: string;
  context?: string;
  limit?: number;
  chunkSize: number;
}

export async function get(flags: GetFlags, terminal: Terminal): Promise<void> {
  const context = await currentContext(flags, terminal.env);
  const namespace = flags.namespace ?? context.namespace;
  const settings = layered(flags, settingsFromEnvironment(terminal.env));
  const selection: Selection = {
    namespace: flags.allNamespaces ? undefined : namespace,
    cluster: settings.cluster,
    fieldSelector: fieldSelectorOf(flags.fieldSelector ?? ''),
    types: [],
  };
  const printer = printerFor(flags.output ?? '', {
    withNamespace: flags.allNamespaces ?? false,
    withLabels: flags.showLabels ?? false,
    headers: flags.headers,
    sorted: false,
    colour: terminal.colour,
    now: terminal.now,
  });
  const loki = await openLoki(settings);
  try {
    const events = await fetchEvents(loki, {
      selection,
      streams: settings.streams,
      range: timeRange(flags, terminal.now()),
      pageSize: flags.chunkSize,
      limit: flags.limit,
      warn: terminal.tell,
      progress: (entries) => terminal.progress(`${entries} entries read`),
    });
    terminal.progress('');
    await writeAll(terminal, printer.list(events));
    if (events.length === 0 && printer.forPeople) {
      terminal.tell(flags.allNamespaces ? 'No resources found' : `No resources found in ${namespace} namespace.`);
    }
  } finally {
    await loki.close();
  }
}
