import { type Checkpoint, type Position, type Scope } from './position.ts';

interface Mark {
  sequence: number;
  scope: Scope;
  position: Position;
}

/**
 * Turns acknowledgements into a checkpoint. Each position is marked with the number of the last entry handed on before
 * it; it holds once all entries up to that number are acknowledged.
 */
export class Tracker {
  readonly #marks: Mark[] = [];
  #first = 0;
  #acknowledged = 0;
  #checkpoint: Checkpoint;

  constructor(checkpoint: Checkpoint) {
    this.#checkpoint = { ...checkpoint };
  }

  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  /** What of the scopes of before is not watched any more is forgotten. */
  keepOnly(scopes: readonly Scope[]): void {
    this.#checkpoint = Object.fromEntries(Object.entries(this.#checkpoint).filter(([scope]) => scopes.includes(scope)));
  }

  mark(scope: Scope, position: Position, sequence: number): void {
    const last = this.#marks.at(-1);
    if (this.#first < this.#marks.length && last?.sequence === sequence && last.scope === scope) {
      last.position = position;
    } else {
      this.#marks.push({ sequence, scope, position });
    }
    this.#advance();
  }

  /** All entries up to this number are where they are to be kept. */
  acknowledge(sequence: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, sequence);
    this.#advance();
  }

  #advance(): void {
    for (let mark = this.#marks[this.#first]; mark && mark.sequence <= this.#acknowledged;) {
      this.#checkpoint[mark.scope] = mark.position;
      mark = this.#marks[++this.#first];
    }
    if (this.#first > 1024 || (this.#first > 0 && this.#first === this.#marks.length)) {
      this.#marks.splice(0, this.#first);
      this.#first = 0;
    }
  }
}
