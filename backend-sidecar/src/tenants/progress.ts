import { type Ahead } from '../checkpoint/ahead.ts';
import { type Checkpoint, NOTHING, type Position, type Scope } from '../checkpoint/position.ts';
import { compareVersions, versionOf } from '../checkpoint/resource-version.ts';
import { Tracker } from '../checkpoint/tracker.ts';
import { type Lane } from '../delivery/lane.ts';
import { type Lanes } from '../delivery/lanes.ts';
import { type Revision } from '../pipeline/pump.ts';

/** A tenant whose oldest entry has waited for this long is behind, in milliseconds: the others are not counted with it. */
export const BEHIND_MS = 5_000;

/** If more tenants than this are behind, the checkpoint does not name them: it has to fit into an annotation. */
const MOST_BEHIND = 100;

/**
 * How far each tenant is. The checkpoint's positions are those of the slowest, so that a restart loses nothing. While some
 * tenants are behind, it also says how far all others are, so that a restart does not push hours of entries to them again.
 */
export class TenantProgress {
  readonly #lanes: Lanes;
  /** Tracks the tenants that are not behind. */
  readonly #front = new Tracker({});
  readonly #behind: Set<string>;
  /** From the checkpoint that this run began with. */
  readonly #from: Ahead;
  /** By tenant: what is in its spool from an earlier run, up to these positions. */
  readonly #spooled: Map<string, Checkpoint>;

  constructor(lanes: Lanes, from: Ahead, spooled: Map<string, Checkpoint>) {
    this.#lanes = lanes;
    this.#from = { ...from, ahead: { ...from.ahead } };
    this.#behind = new Set(from.behind);
    this.#spooled = spooled;
  }

  watch(scopes: readonly Scope[]): void {
    this.#front.watch(scopes);
  }

  mark(scope: Scope, position: Position, sequence: number): void {
    this.#front.mark(scope, position, sequence);
  }

  /** Entries were delivered. */
  acknowledge(): void {
    const behind = new Set<Lane>([...this.#behind].flatMap((tenant) => this.#lanes.tenants.get(tenant)?.lane ?? []));
    this.#front.acknowledge(this.#lanes.acknowledged((lane) => !behind.has(lane)));
  }

  /** For the checkpoint; undefined if no tenant is behind. @param slowest where the slowest tenant is */
  ahead(slowest: Checkpoint, nowMs: number): Ahead | undefined {
    for (const [tenant, { lane }] of this.#lanes.tenants) {
      if (lane.lagMs(nowMs) > BEHIND_MS) {
        this.#behind.add(tenant);
      }
    }
    this.acknowledge();
    const ahead: Record<Scope, string> = {};
    for (const [scope, position] of Object.entries({ ...slowest, ...this.#front.checkpoint })) {
      const version = newer(versionIn(position), this.#from.ahead[scope]);
      if (compareVersions(version, versionIn(slowest[scope])) > 0) {
        ahead[scope] = version;
      }
    }
    if (Object.keys(ahead).length === 0) {
      this.#behind.clear();
      return undefined;
    }
    return this.#behind.size <= MOST_BEHIND ? { ahead, behind: [...this.#behind] } : undefined;
  }

  isDelivered(tenant: string, scope: Scope, { event, seen, own }: Revision): boolean {
    const version = own?.version ?? versionOf(event);
    if (seen === 'reset') {
      // etcd was restored: versions mean something else now.
      delete this.#from.ahead[scope];
      this.#spooled.delete(tenant);
    }
    if (version === '' || seen === 'reset') {
      return false;
    }
    const spooled = versionIn(this.#spooled.get(tenant)?.[scope]);
    const reached = this.#from.behind.includes(tenant) ? spooled : newer(spooled, this.#from.ahead[scope]);
    return compareVersions(version, reached) <= 0;
  }
}

/** A position's version; of a list that is delivered in key order, it says nothing of what is delivered. */
function versionIn(position: Position | undefined): string {
  return position && !position.parts ? position.version : NOTHING;
}

function newer(version: string, other = NOTHING): string {
  return compareVersions(version, other) >= 0 ? version : other;
}
