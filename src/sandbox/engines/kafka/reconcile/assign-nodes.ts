import type { NodePool } from '../kafka.js';
import { resizeIds } from '../node-ids.js';
import { ANNOTATION } from '../well-known.js';

export interface NodeChange {
  /** The nodes that the pool should have now: what it asks for, or what it has while it may not shrink. */
  readonly nodeIds: readonly number[];
  readonly added: readonly number[];
  /** Brokers that should go and may not, for partitions are on them. */
  readonly blocked: readonly number[];
}

/**
 * Numbers for all pools of a cluster, in their order: no two nodes share one. One broker that is in use keeps every
 * pool from shrinking.
 */
export function assignNodes(
  pools: readonly NodePool[],
  isInUse: (pool: NodePool, nodeId: number) => boolean,
): NodeChange[] {
  const taken = new Set(pools.flatMap(currentIds));
  const wanted = pools.map((pool) => {
    const ids = resizeIds(sizeOf(pool), taken);
    ids.forEach((id) => taken.add(id));
    return ids;
  });
  const leaving = pools.map((pool, index) => currentIds(pool).filter((id) => !wanted[index]!.includes(id)));
  const isBlocked = pools.some((pool, index) => leaving[index]!.some((id) => isInUse(pool, id)));
  return pools.map((pool, index) => {
    const current = currentIds(pool);
    const blocked = isBlocked ? leaving[index]! : [];
    return {
      nodeIds: blocked.length > 0 ? current : wanted[index]!,
      added: wanted[index]!.filter((id) => !current.includes(id)),
      blocked,
    };
  });
}

const currentIds = ({ status }: NodePool): number[] => [...(status?.nodeIds ?? [])].sort((a, b) => a - b);

const sizeOf = (pool: NodePool): Parameters<typeof resizeIds>[0] => ({
  current: currentIds(pool),
  replicas: pool.spec.replicas,
  next: pool.metadata.annotations?.[ANNOTATION.nextNodeIds],
  remove: pool.metadata.annotations?.[ANNOTATION.removeNodeIds],
});
