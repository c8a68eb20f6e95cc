import { asApiObject } from '../events/api-object.ts';
import { type StoredEvent } from '../events/stored-event.ts';
import { printerFor } from '../print/output.ts';
import { type Printer } from '../print/printer.ts';
import { objectIfNamed } from '../select/about.ts';
import { fieldSelectorOf } from '../select/field-selector-flag.ts';
import { labelSelectorOf } from '../select/label-selector.ts';
import { type Selection } from '../select/selection.ts';
import { typesOf } from '../select/types.ts';
import { sortBy } from '../print/sort-by.ts';
import { withSession, type CommonFlags, type Session } from './session.ts';
import { type Terminal, writeAll } from './terminal.ts';
import { watch } from './watch.ts';

/** The flags of `get` and `events`, as commander names them. */
export interface ListFlags extends CommonFlags {
  fieldSelector?: string;
  selector?: string;
  types?: string;
  for?: string;
  workload?: string;
  onlyKubernetes?: boolean;
  sortBy?: string;
  output?: string;
  template?: string;
  headers: boolean;
  showLabels?: boolean;
  watch?: boolean;
  watchOnly?: boolean;
}

/** How to print a list. */
export interface Style {
  printer: Printer;
  order: (events: readonly StoredEvent[]) => readonly StoredEvent[];
  /** The notice for an empty list. */
  nothing: (namespace: string | undefined) => string;
}

/** `get`: as `kubectl get events`. */
export async function get(flags: ListFlags, terminal: Terminal): Promise<void> {
  const printer = printerFor(flags.output ?? '', {
    withNamespace: flags.allNamespaces ?? false,
    withLabels: flags.showLabels ?? false,
    headers: flags.headers,
    colour: terminal.colour,
    now: terminal.now,
    template: flags.template,
  });
  await list(flags, terminal, {
    printer,
    order: (events) =>
      flags.sortBy === undefined ? events : sortBy(events, flags.sortBy, ({ event }) => asApiObject(event)),
    nothing: (namespace) =>
      namespace === undefined ? 'No resources found' : `No resources found in ${namespace} namespace.`,
  });
}

/** Lists the events that the flags select, and watches for more if they say so. */
export async function list(flags: ListFlags, terminal: Terminal, style: Style): Promise<void> {
  const fieldSelector = fieldSelectorOf(flags.fieldSelector ?? '', flags.selector ?? '');
  const types = typesOf(flags.types);
  const labels = labelSelectorOf(flags.selector ?? '');
  await withSession(flags, terminal, async (session) => {
    const namespace = flags.allNamespaces ? undefined : session.namespace;
    const selection: Selection = {
      namespace,
      cluster: session.settings.cluster,
      fieldSelector,
      types,
      labels,
      onlyKubernetes: flags.onlyKubernetes,
      about: await objectIfNamed(flags.for, '--for', session.storedKinds),
      workload: await objectIfNamed(flags.workload, '--workload', session.storedKinds),
    };
    const following = flags.watch || flags.watchOnly;
    const events = flags.watchOnly ? [] : await listed(session, selection, style, terminal);
    if (following) {
      const known = flags.watchOnly || flags.limit !== undefined ? undefined : events;
      await watch({ session, selection, printer: style.printer, terminal, known });
    } else if (events.length === 0 && style.printer.forPeople) {
      terminal.notify(style.nothing(namespace));
    }
  });
}

async function listed(
  session: Session,
  selection: Selection,
  { order, printer }: Style,
  terminal: Terminal
): Promise<readonly StoredEvent[]> {
  const events = order(await session.fetch(selection));
  await writeAll(terminal, printer.list(events));
  return events;
}
