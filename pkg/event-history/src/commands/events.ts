import { printerFor } from '../print/output.ts';
import { plainEventColumns } from '../print/plain-events.ts';
import { tablePrinter } from '../print/table.ts';
import { byLastSeen } from '../events/last-seen.ts';
import { list, type ListFlags } from './get.ts';
import { type Terminal } from './terminal.ts';

/** `events`: as `kubectl events`. */
export async function events(flags: ListFlags, terminal: Terminal): Promise<void> {
  const { allNamespaces: withNamespace = false, headers, output = '', template } = flags;
  const { now, colour } = terminal;
  const printer =
    output === ''
      ? tablePrinter(plainEventColumns(withNamespace), { headers, now }, (event) => event)
      : printerFor(output, { withNamespace, withLabels: false, headers, colour, now, template });
  await list(flags, terminal, {
    printer,
    order: byLastSeen,
    nothing: (namespace) =>
      namespace === undefined ? 'No events found.' : `No events found in ${namespace} namespace.`,
  });
}
