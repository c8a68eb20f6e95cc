import { carryOver } from './checkpoint.ts';
import { ALL_NAMESPACES, type Checkpoint, namespaceIn, type Position, type Scope } from './position.ts';

interface Mark {
  sequence: number;
  position: Position;
}

/** Marks kept for all scopes together, and at least for each. */
const MOST_MARKS = 8_192;
const LEAST_MARKS = 16;

/**
 * Turns acknowledgements into a checkpoint. Each position is marked with the number of its scope's last entry before
 * it; the scope has reached the position once all entries up to that number are acknowledged.
 *
 * Bounded, however much is waiting: a scope with too many marks keeps only some of them. That only delays the
 * checkpoint, which then moves in larger steps.
 */
export class Tracker {
  readonly #marks = new Map<Scope, Marks>();
  #scopes: readonly Scope[] = [];
  #acknowledged = 0;
  #checkpoint: Checkpoint;

  constructor(checkpoint: Checkpoint) {
    this.#checkpoint = { ...checkpoint };
  }

  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  /** How many marks are waiting. */
  get size(): number {
    return [...this.#marks.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** From now on these scopes are watched, each from where {@link resume} says. */
  watch(scopes: readonly Scope[]): void {
    this.#scopes = scopes;
    this.#checkpoint = carryOver(this.#checkpoint, scopes);
  }

  /** @param sequence the number of the scope's last entry; it never goes back */
  mark(scope: Scope, position: Position, sequence: number): void {
    if (sequence <= this.#acknowledged) {
      this.#reach(scope, position);
      return;
    }
    const marks = this.#marks.get(scope) ?? new Marks();
    this.#marks.set(scope, marks);
    marks.add({ sequence, position }, Math.max(LEAST_MARKS, Math.floor(MOST_MARKS / this.#marks.size)));
  }

  /** All entries up to this number are where they are to be kept. */
  acknowledge(sequence: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, sequence);
    for (const [scope, marks] of this.#marks) {
      const mark = marks.reach(this.#acknowledged);
      if (mark) {
        this.#reach(scope, mark.position);
      }
    }
  }

  #reach(scope: Scope, position: Position): void {
    this.#checkpoint[scope] = position;
    if (
      namespaceIn(scope) === ALL_NAMESPACES &&
      Object.keys(this.#checkpoint).length > Math.max(1, this.#scopes.length)
    ) {
      this.#checkpoint = carryOver(this.#checkpoint, this.#scopes);
    }
  }
}

/** One scope's marks, oldest first: the last one, and others as far apart as it takes to be few. */
class Marks {
  #marks: Mark[] = [];
  /** How many entries lie between two marks, except the last. */
  #apart = 1;

  get size(): number {
    return this.#marks.length;
  }

  add(mark: Mark, most: number): void {
    this.#append(mark);
    while (this.#marks.length > most) {
      this.#apart *= 2;
      this.#marks.splice(0).forEach((each) => this.#append(each));
    }
  }

  #append(mark: Mark): void {
    const [before, last] = this.#marks.slice(-2);
    if (last && (last.sequence === mark.sequence || (before && last.sequence - before.sequence < this.#apart))) {
      this.#marks.pop();
    }
    this.#marks.push(mark);
  }

  /** Removes the positions that this entry reaches, and returns the last of them. */
  reach(sequence: number): Mark | undefined {
    const next = this.#marks.findIndex((mark) => mark.sequence > sequence);
    const reached = this.#marks.splice(0, next < 0 ? this.#marks.length : next);
    this.#apart = this.#marks.length > 0 ? this.#apart : 1;
    return reached.at(-1);
  }
}
