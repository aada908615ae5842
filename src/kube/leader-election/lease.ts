import type { Permission } from '../access/index.js';
import { apiVersionOf, LEASE, type KubeObject, type ObjectKey, type ObjectMeta } from '../meta/index.js';

/** In the namespace of the Lease. */
export const LEASE_ACCESS: Permission = { type: LEASE, verbs: ['create', 'get', 'update'] };

/** coordination.k8s.io/v1 Lease. Times are MicroTime texts, for people: who holds it is never judged by them. */
export interface Lease extends KubeObject {
  spec?: LeaseSpec;
}

export interface LeaseSpec {
  holderIdentity?: string;
  leaseDurationSeconds?: number;
  acquireTime?: string;
  renewTime?: string;
  leaseTransitions?: number;
}

export type LeaseMetadata = Pick<ObjectMeta, 'labels' | 'annotations'>;

export interface Holder {
  readonly identity: string;
  readonly durationMs: number;
  readonly now: Date;
}

const microTime = (date: Date): string => date.toISOString().replace('Z', '000Z');

/** Whole seconds on the wire, and never a shorter promise than the one kept. */
const wholeSeconds = (durationMs: number): number => Math.ceil(durationMs / 1_000);

export function newLease(key: ObjectKey, holder: Holder): Lease {
  const metadata = { namespace: key.namespace, name: key.name };
  return {
    apiVersion: apiVersionOf(LEASE),
    kind: LEASE.kind,
    metadata,
    spec: { ...held(holder), leaseTransitions: 0 },
  };
}

const held = ({ identity, durationMs, now }: Holder): LeaseSpec => ({
  holderIdentity: identity,
  leaseDurationSeconds: wholeSeconds(durationMs),
  acquireTime: microTime(now),
  renewTime: microTime(now),
});

/** Renewed when it is the holder's already, else taken over. */
export function heldBy(lease: Lease, holder: Holder): Lease {
  const { spec = {} } = lease;
  const transitions = spec.leaseTransitions ?? 0;
  const isRenewal = spec.holderIdentity === holder.identity;
  const next = isRenewal
    ? { ...held(holder), acquireTime: spec.acquireTime, leaseTransitions: transitions }
    : { ...held(holder), leaseTransitions: transitions + 1 };
  return { ...lease, spec: { ...spec, ...next } };
}

/** Free for anyone at once; the transitions go on counting from where they are. */
export function released(lease: Lease, now: Date): Lease {
  const free = { holderIdentity: '', leaseDurationSeconds: 1, acquireTime: microTime(now), renewTime: microTime(now) };
  return { ...lease, spec: { ...lease.spec, ...free } };
}

/** With these labels and annotations beside those that it has. */
export function withMetadata(lease: Lease, { labels, annotations }: LeaseMetadata): Lease {
  const { metadata } = lease;
  return {
    ...lease,
    metadata: {
      ...metadata,
      ...(labels && { labels: { ...metadata.labels, ...labels } }),
      ...(annotations && { annotations: { ...metadata.annotations, ...annotations } }),
    },
  };
}
