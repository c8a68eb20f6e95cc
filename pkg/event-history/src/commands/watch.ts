import { type KeptEvent, keptEventOf } from '../events/kept-event.ts';
import { SeenEvents } from '../events/seen.ts';
import { follow } from '../loki/tail.ts';
import { type Printer } from '../print/printer.ts';
import { queryFor } from '../select/query.ts';
import { isSelected, type Selection } from '../select/selection.ts';
import { type Question } from './ask.ts';
import { type Terminal, writeAll } from './terminal.ts';

export interface WatchOptions {
  question: Question;
  selection: Selection;
  printer: Printer;
  terminal: Terminal;
  /** What was printed already; nothing where there was no list, or not all of it. */
  known?: readonly KeptEvent[];
}

/** Prints each revision of the events that are selected as it comes; ends with the program. */
export async function watch({ question, selection, printer, terminal, known }: WatchOptions): Promise<void> {
  const { loki, settings } = question;
  const seen = new SeenEvents();
  known?.forEach((event) => seen.isNew(event));
  const entries = follow(loki, {
    query: queryFor(selection, settings.streams),
    pageSize: 1000,
    now: terminal.now,
    tell: terminal.tell,
  });
  for await (const { entry, old } of entries) {
    const event = keptEventOf(entry);
    if (isSelected(event, selection) && seen.isNew(event) && !(old && !known)) {
      await writeAll(terminal, printer.one(event));
    }
  }
}
