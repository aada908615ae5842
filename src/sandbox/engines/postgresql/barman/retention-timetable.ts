import type { Clock } from '../../../../kube/clock.js';
import { SANDBOX_ANNOTATION } from '../well-known.js';
import type { ObjectStore } from './object-store.js';

const DEFAULT_INTERVAL_SECONDS = 1_800;

/** When each Cluster's retention was enforced last. Forgotten with the process, as the plugin does: it begins with a run. */
export class RetentionTimetable {
  private readonly last = new Map<string, { readonly atMs: number; readonly asked: string }>();

  constructor(private readonly clock: Clock) {}

  isDue(cluster: string, store: ObjectStore): boolean {
    return this.last.get(cluster)?.asked !== askedOf(store) || this.remainingMs(cluster, store) <= 0;
  }

  remainingMs(cluster: string, store: ObjectStore): number {
    const { retentionPolicyIntervalSeconds = DEFAULT_INTERVAL_SECONDS } = store.spec.instanceSidecarConfiguration ?? {};
    const atMs = this.last.get(cluster)?.atMs;
    return atMs === undefined ? 0 : Math.ceil(atMs + retentionPolicyIntervalSeconds * 1000 - this.clock.monotonicMs());
  }

  done(cluster: string, store: ObjectStore): void {
    this.last.set(cluster, { atMs: this.clock.monotonicMs(), asked: askedOf(store) });
  }

  forget(cluster: string): void {
    this.last.delete(cluster);
  }
}

/** A change of the policy is news, and so is a day that somebody asks for. */
const askedOf = ({ metadata, spec }: ObjectStore): string =>
  `${spec.retentionPolicy} ${metadata.annotations?.[SANDBOX_ANNOTATION.retentionAt]}`;
