import { type KeptEvent } from '../events/kept-event.ts';
import { escapeTerminal } from './table.ts';
import { widthOf } from './tab-writer.ts';

/** A last column with the objects' workloads, beside a table whose own columns stay as kubectl sets them. */
export class WorkloadColumn {
  /** Whether there is one: only where an event has a workload. */
  shown = false;
  #headerDue: boolean;
  #width = 0;

  constructor(headers: boolean) {
    this.#headerDue = headers;
  }

  /** The table's lines, each with its event's workload. */
  *beside(pieces: Iterable<string>, events: readonly KeptEvent[]): Generator<string> {
    if (!this.shown) {
      yield* pieces;
      return;
    }
    const lines = [...pieces].join('').split('\n').slice(0, -1);
    const workloads = events.map(({ workload }) => escapeTerminal(workload));
    if (this.#headerDue && lines.length > 0) {
      workloads.unshift('WORKLOAD');
      this.#headerDue = false;
    }
    this.#width = lines.reduce((width, line) => Math.max(width, widthOf(line)), this.#width);
    for (const [at, line] of lines.entries()) {
      const workload = workloads[at] ?? '';
      yield workload === '' ? `${line}\n` : `${line}${' '.repeat(this.#width - widthOf(line) + 3)}${workload}\n`;
    }
  }
}
