/** A coordination.k8s.io/v1 Lease, as far as an election reads and writes it. */
export interface Lease {
  apiVersion: 'coordination.k8s.io/v1';
  kind: 'Lease';
  metadata: {
    name: string;
    namespace: string;
    resourceVersion?: string;
    annotations?: Record<string, string>;
    [other: string]: unknown;
  };
  spec?: LeaseSpec | null;
}

export interface LeaseSpec {
  holderIdentity?: string | null;
  leaseDurationSeconds?: number | null;
  acquireTime?: string | null;
  renewTime?: string | null;
  leaseTransitions?: number | null;
}

/** Where the checkpoint travels. */
export const CHECKPOINT_ANNOTATION = 'loki-event-collector/checkpoint';

/** A time with six digits, as a Lease needs it. The API server refuses fewer. */
export function microTime(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}

/** The parts of a spec whose change shows that its holder is alive. */
export function recordOf(lease: Lease): string {
  const { holderIdentity, leaseDurationSeconds, acquireTime, renewTime, leaseTransitions } = lease.spec ?? {};
  return JSON.stringify([holderIdentity, leaseDurationSeconds, acquireTime, renewTime, leaseTransitions]);
}

/** The Lease as held, from now on or still, by `identity`. */
export function held(lease: Lease, identity: string, durationSeconds: number, now: Date, checkpoint?: string): Lease {
  const spec = lease.spec ?? {};
  const mine = spec.holderIdentity === identity;
  const time = microTime(now);
  return withCheckpoint(
    {
      ...lease,
      spec: {
        holderIdentity: identity,
        leaseDurationSeconds: durationSeconds,
        acquireTime: mine ? (spec.acquireTime ?? time) : time,
        renewTime: time,
        leaseTransitions: (spec.leaseTransitions ?? 0) + (mine || lease.metadata.resourceVersion === undefined ? 0 : 1),
      },
    },
    checkpoint
  );
}

/** The Lease let go of, as client-go does it: no holder, over in a second. */
export function released(lease: Lease, now: Date, checkpoint?: string): Lease {
  const time = microTime(now);
  const spec = {
    holderIdentity: '',
    leaseDurationSeconds: 1,
    acquireTime: time,
    renewTime: time,
    leaseTransitions: lease.spec?.leaseTransitions ?? 0,
  };
  return withCheckpoint({ ...lease, spec }, checkpoint);
}

function withCheckpoint(lease: Lease, checkpoint: string | undefined): Lease {
  if (checkpoint === undefined) {
    return lease;
  }
  const annotations = { ...lease.metadata.annotations, [CHECKPOINT_ANNOTATION]: checkpoint };
  return { ...lease, metadata: { ...lease.metadata, annotations } };
}
