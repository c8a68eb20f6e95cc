import { setTimeout as delay } from 'node:timers/promises';
import { type Bed, type Collector } from '../harness.ts';

export const VICTIMS = ['collector', 'loki', 'kube-apiserver', 'etcd'] as const;
export type Victim = (typeof VICTIMS)[number];

const SHORTEST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 20_000;
const LONGEST_OUTAGE_MS = 10_000;
/** How often two are killed at the same time. */
const PAIRS = 0.25;
/** A server that is started while another is killed may give up: it is started again. */
const MOST_STARTS = 5;

/** Two replicas, and the servers that they run on, of which any may be killed at any time. */
export class Faults {
  /** How long each victim was away, in seconds, kill by kill. */
  readonly outages: Record<Victim, number[]> = { collector: [], loki: [], 'kube-apiserver': [], etcd: [] };
  /** Collectors that ended without being killed. */
  endedAlone = 0;
  readonly #bed: Bed;
  readonly #collectors: Collector[];
  readonly #killed = new Set<Collector>();
  readonly #report: (line: string) => void;

  constructor(bed: Bed, report: (line: string) => void) {
    this.#bed = bed;
    this.#report = report;
    this.#collectors = [this.#start(), this.#start()];
  }

  get pids(): number[] {
    return this.#collectors.map(({ pid }) => pid);
  }

  /** Kills until the time is over, each victim as often as the others; at the end all are back. */
  async run(forMs: number): Promise<void> {
    const endsMs = performance.now() + forMs;
    let deck: Victim[] = [];
    const next = (): Victim => {
      deck = deck.length > 0 ? deck : VICTIMS.toSorted(() => Math.random() - 0.5);
      return deck.pop()!;
    };
    for (;;) {
      const pauseMs = SHORTEST_PAUSE_MS + Math.random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);
      if (performance.now() + pauseMs > endsMs) {
        return;
      }
      await delay(pauseMs);
      const victims = new Set(Math.random() < PAIRS ? [next(), next()] : [next()]);
      await Promise.all([...victims].map((victim) => this.#strike(victim)));
    }
  }

  async #strike(victim: Victim): Promise<void> {
    const startMs = performance.now();
    const outageMs = Math.random() * LONGEST_OUTAGE_MS;
    if (victim === 'collector') {
      const at = Math.floor(Math.random() * this.#collectors.length);
      const collector = this.#collectors[at]!;
      this.#killed.add(collector);
      await collector.kill('SIGKILL');
      await delay(outageMs);
      this.#collectors[at] = this.#start();
    } else {
      await this.#bed.stack.signal(victim, 'SIGKILL');
      await delay(outageMs);
      await this.#restart(victim);
    }
    const seconds = (performance.now() - startMs) / 1000;
    this.outages[victim].push(seconds);
    this.#report(`${victim} was killed, and away for ${seconds.toFixed(1)} s`);
  }

  async #restart(server: Exclude<Victim, 'collector'>): Promise<void> {
    for (let starts = 1; ; starts++) {
      try {
        await this.#bed.stack.start(server);
        return;
      } catch (error) {
        if (starts === MOST_STARTS) {
          throw error;
        }
        this.#report(`${server} did not start, trying again: ${String(error).split('\n')[0]}`);
      }
    }
  }

  #start(): Collector {
    const collector = this.#bed.collector({ args: ['-le'], config: { log: 'info' } });
    void collector.exited.then((code) => {
      if (!this.#killed.has(collector)) {
        this.endedAlone++;
        this.#report(`a collector ended alone with code ${code}:\n${collector.lines.slice(-5).join('\n')}`);
      }
    });
    return collector;
  }

  /** From here on collectors may end. */
  async end(): Promise<void> {
    this.#collectors.forEach((collector) => this.#killed.add(collector));
    await Promise.all(this.#collectors.map((collector) => collector.kill('SIGTERM')));
  }
}
