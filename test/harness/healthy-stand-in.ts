import { PHASE } from '../../src/sandbox/engines/postgresql/well-known.js';
import { isPodReady, type Pod } from '../../src/sandbox/engines/mechanics/workloads.js';
import type { StandInWorld } from '../doubles/stand-in-world.js';

export const primaryOf = (world: StandInWorld): string | undefined => world.cluster.status?.currentPrimary;

/** By what the objects say, too: the phase alone may be of the past. */
export function expectHealthy(world: StandInWorld, instances: number): void {
  expect(world.cluster.status).toMatchObject({ phase: PHASE.healthy, instances, readyInstances: instances });
  expect(world.cluster.status?.currentPrimary).toBe(world.cluster.status?.targetPrimary);
  expect(world.list<Pod>('Pod').filter(isPodReady)).toHaveLength(instances);
}

/** Looks until nothing moves, and answers what `watch` saw after each look, without repetitions. */
export function watched<T>(world: StandInWorld, watch: (world: StandInWorld) => T): T[] {
  const seen: T[] = [];
  for (let moves = true; moves;) {
    moves = world.step();
    const now = watch(world);
    if (now !== seen.at(-1)) seen.push(now);
  }
  return seen;
}
