import { plainEventPrinter } from '../print/plain-events.ts';
import { printerFor } from '../print/output.ts';
import { byLastSeen } from '../sort/last-seen.ts';
import { list, type ListFlags } from './get.ts';
import { type Terminal } from './terminal.ts';

/** `events`: as `kubectl events`. */
export async function events(flags: ListFlags, terminal: Terminal): Promise<void> {
  const { allNamespaces = false, headers, output, template } = flags;
  const { now, colour } = terminal;
  const table = { withNamespace: allNamespaces, withLabels: false, headers, sorted: false, colour, now, template };
  const printer =
    output === '' ? plainEventPrinter({ withNamespace: allNamespaces, headers, now }) : printerFor(output, table);
  await list(flags, terminal, {
    printer,
    order: byLastSeen,
    nothing: (namespace) =>
      namespace === undefined ? 'No events found.' : `No events found in ${namespace} namespace.`,
  });
}
