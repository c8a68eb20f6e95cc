import { type StoredEvent, storedEventOf } from '../events/stored-event.ts';
import { SeenEvents } from '../events/seen.ts';
import { follow } from '../loki/tail.ts';
import { type Printer } from '../print/printer.ts';
import { isSelected, type Selection } from '../select/selection.ts';
import { type Session } from './session.ts';
import { type Terminal, writeAll } from './terminal.ts';

export interface WatchOptions {
  session: Session;
  selection: Selection;
  printer: Printer;
  terminal: Terminal;
  /** The events that were listed; undefined without a complete list. */
  known?: readonly StoredEvent[];
}

/** Prints each revision of the selected events as it arrives, until the program is interrupted. */
export async function watch({ session, selection, printer, terminal, known }: WatchOptions): Promise<void> {
  const { loki } = session;
  const seen = new SeenEvents();
  known?.forEach((event) => seen.isNew(event));
  const entries = follow(loki, {
    query: await session.queryFor(selection),
    pageSize: 1000,
    now: terminal.now,
    notify: terminal.notify,
  });
  for await (const { entry, old } of entries) {
    const event = storedEventOf(entry);
    if (isSelected(event, selection) && seen.isNew(event) && !(old && !known)) {
      await writeAll(terminal, printer.one(event));
    }
  }
}
