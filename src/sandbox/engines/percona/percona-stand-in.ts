import type { StandInContext } from '../engine.js';
import { OperatorStandIn, type Loop, type LoopParts } from '../mechanics/operator-stand-in.js';
import { Pace } from '../mechanics/pace.js';
import { StatefulSetsReconciler } from '../mechanics/stateful-sets/stateful-sets-reconciler.js';
import { PerconaCaches } from './caches.js';
import type { PerconaCluster } from './cluster.js';
import type { PerconaEngine } from './engine.js';
import { failuresOf } from './failures.js';
import { PerconaReconciler } from './reconciler.js';
import { REFUSES_TO_START } from './well-known.js';

/** Stands in for one of Percona's operators: the same API, the same words, and no database behind. */
export class PerconaStandIn<C extends PerconaCluster> extends OperatorStandIn {
  constructor(engine: PerconaEngine<C>) {
    super({
      name: engine.name,
      prefix: engine.name,
      identity: engine.operator,
      crds: () => engine.crds(),
      loops: (parts) => loopsOf(engine, parts),
    });
  }
}

function loopsOf<C extends PerconaCluster>(engine: PerconaEngine<C>, parts: LoopParts): Loop[] {
  const { client, clock, informers, newPace } = parts;
  const caches = new PerconaCaches<C>(informers, engine);
  const clusters = new PerconaReconciler<C>({ client, clock, engine, caches, pace: newPace() });
  return [
    { name: 'cluster', reconciler: clusters, sources: caches.clusterSources() },
    { name: 'stateful-sets', reconciler: createSetsReconciler(engine, parts, caches), sources: caches.setSources() },
    ...engine.controllers({ client, clock, informers, caches, newPace }),
  ];
}

const createSetsReconciler = <C extends PerconaCluster>(
  { fieldManager }: PerconaEngine<C>,
  { client, clock, stepMs }: StandInContext,
  caches: PerconaCaches<C>,
): StatefulSetsReconciler =>
  new StatefulSetsReconciler({
    client,
    clock,
    fieldManager,
    pace: new Pace(clock, stepMs),
    objectsOf: (key) => caches.objectsOf(key),
    database: (key) => caches.databases.store.get(key),
    ordersOf: failuresOf,
    refusesToStart: ({ metadata }) => metadata.annotations?.[REFUSES_TO_START] !== undefined,
  });
