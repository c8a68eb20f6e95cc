import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Checkpoint } from '../checkpoint/position.ts';
import { type DropReason } from '../telemetry/drop-reasons.ts';
import { type Recovered, Spool } from '../delivery/spool/spool.ts';
import { type CollectorParts } from './parts.ts';

/** The folder of the tenants' spools, beside the files of the default tenant. */
const TENANTS = 'tenants';

/** A spool, with what an earlier run left in it. */
interface OpenSpool {
  spool: Spool;
  recovered: Recovered;
}

/** The spools of Loki: one, or one for each tenant. Together they take no more than `spool.maxBytes`. */
export class Spools {
  readonly #parts: CollectorParts;
  readonly #checkpoint: Checkpoint;
  /** By tenant; undefined for a spool that could not be opened. */
  readonly #open = new Map<string | undefined, OpenSpool | undefined>();

  constructor(parts: CollectorParts, checkpoint: Checkpoint) {
    this.#parts = parts;
    this.#checkpoint = checkpoint;
  }

  /** The spool of a tenant; without one, that of all entries. Undefined if none is configured, or it cannot be opened. */
  of(tenant?: string): OpenSpool | undefined {
    if (!this.#open.has(tenant)) {
      this.#open.set(tenant, this.#openSpool(tenant));
    }
    return this.#open.get(tenant);
  }

  /** The tenants that an earlier run left entries of. */
  recover(): Map<string, Recovered> {
    const { spool, receivers } = this.#parts.config;
    const names = spool.directory ? this.#tenantsIn(path.join(spool.directory, TENANTS)) : [];
    const tenants = [receivers.loki?.tenant ?? '', ...names].map((tenant) => [tenant, this.of(tenant)] as const);
    return new Map(tenants.flatMap(([tenant, open]) => (open?.recovered.entries ? [[tenant, open.recovered]] : [])));
  }

  close(): void {
    this.#open.forEach((open) => open?.spool.close());
  }

  /** The tenants that have a spool in the folder. What else is there, a collector did not write. */
  #tenantsIn(folder: string): string[] {
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.flatMap((name) => {
      const tenant = tenantOf(name);
      if (tenant === undefined) {
        this.#parts.log.warn({ path: path.join(folder, name) }, 'spool: the name is not that of a tenant, ignoring it');
      }
      return tenant ?? [];
    });
  }

  #openSpool(tenant: string | undefined): OpenSpool | undefined {
    const { config, log, metrics } = this.#parts;
    const { directory, maxBytes } = config.spool;
    const { loki } = config.receivers;
    if (!directory || !loki) {
      return undefined;
    }
    const folder =
      tenant === undefined || tenant === loki.tenant ? directory : path.join(directory, TENANTS, folderOf(tenant));
    try {
      const damaged = (file: string, bytes: number): void => {
        metrics.dropped.inc({ reason: 'spool_damaged' satisfies DropReason });
        log.error({ file, bytes }, 'spool: a part of a file cannot be read, skipping it');
      };
      const spool = new Spool(folder, maxBytes, { damaged }, () => this.#bytes);
      const recovered = spool.open(this.#checkpoint);
      if (recovered.entries > 0) {
        const found = { tenant, entries: recovered.entries, bytes: spool.bytes };
        log.info(found, 'spool: resuming with entries of an earlier run');
      }
      return { spool, recovered };
    } catch (error) {
      log.error({ directory: folder, error: String(error) }, 'spool: cannot be opened, continuing without');
      return undefined;
    }
  }

  get #bytes(): number {
    return [...this.#open.values()].reduce((sum, open) => sum + (open?.spool.bytes ?? 0), 0);
  }
}

const folderOf = encodeURIComponent;

/** The tenant that has a folder of this name; undefined if none has. */
function tenantOf(name: string): string | undefined {
  try {
    const tenant = decodeURIComponent(name);
    return folderOf(tenant) === name ? tenant : undefined;
  } catch {
    return undefined;
  }
}
