import { isOther, type ShapeName } from '@kubernetes-events/event';
import { countQuery, parseMatchers } from '@kubernetes-events/logql';
import { type TimeRange } from '../access/time-range.ts';
import { type Loki } from '../loki/loki.ts';
import { lokiStore } from './store.ts';
import { storedIn } from './stored.ts';

const NANOS_A_MS = 1_000_000n;

/** What other programs than our collector have stored in a time range. Only the user's own stream selector finds that. */
export class OtherPrograms {
  readonly #loki: Loki;
  readonly #streams: string | undefined;
  readonly #span: { from: number; to: number };
  #shapes: Promise<readonly ShapeName[]> | undefined;

  constructor(loki: Loki, streams: string | undefined, { startNs, endNs }: TimeRange) {
    this.#loki = loki;
    this.#streams = streams;
    this.#span = { from: Number(startNs / NANOS_A_MS), to: Number(endNs / NANOS_A_MS) };
  }

  /** How they are stored; ours are among them if there are any. */
  shapes(): Promise<readonly ShapeName[]> {
    return (this.#shapes ??= this.#find());
  }

  /** The kinds of objects that there are events about, if other programs have stored some. */
  async kinds(): Promise<string[]> {
    const shapes = await this.shapes();
    const base = parseMatchers(this.#streams ?? '');
    if (!base || !shapes.some(isOther)) {
      return [];
    }
    const { from, to } = this.#span;
    const window = `${Math.ceil((to - from) / 1000)}s`;
    const expr = countQuery({ base, shapes }, { by: ['_kind'], window, what: 'entries' });
    const series = await lokiStore(this.#loki).metric(expr, { from: to, to }, 1000);
    return series.flatMap(({ labels }) => labels._kind || []);
  }

  async #find(): Promise<readonly ShapeName[]> {
    const base = parseMatchers(this.#streams ?? '');
    const { shapes = [] } = base?.length ? await storedIn(lokiStore(this.#loki), { base }, this.#span) : {};
    return shapes;
  }
}
