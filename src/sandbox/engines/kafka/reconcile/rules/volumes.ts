import { compareQuantities, PERSISTENT_VOLUME_CLAIM } from '../../../../../kube/meta/index.js';
import { create, patch, remove, type Action } from '../../../mechanics/actions.js';
import { defaultStorageClass, mayGrow } from '../../../mechanics/storage-classes.js';
import { isTerminating, type PersistentVolumeClaim } from '../../../mechanics/workloads.js';
import { buildClaim, claimName } from '../../builders/volume-claims.js';
import { ANNOTATION, LABEL } from '../../well-known.js';
import { hasRole, isDeployed, type KafkaView, type NodeView, type PoolView } from '../kafka-view.js';
import { waitFor, type Rule } from '../step.js';

/** Every node has its claims before it has a pod; those that are too small grow, where that is possible. */
export const syncClaims: Rule = (view) => {
  const leaving = view.pools.flatMap(({ nodes }) => nodes.flatMap(({ claims }) => claims.filter(isTerminating)));
  if (leaving.length > 0) return waitFor('volumes are on their way out');
  const actions = [...missingClaims(view), ...growClaims(view)];
  return actions.length === 0 ? undefined : { because: 'volumes are missing, or too small', actions };
};

const missingClaims = (view: KafkaView): Action[] =>
  view.pools.flatMap((pool) => pool.nodes.flatMap((node) => claimsToMake(view, pool, node)));

function claimsToMake(view: KafkaView, pool: PoolView, { id, claims }: NodeView): Action[] {
  const owner = { kafka: view.kafka, pool: pool.pool, storage: pool.storage.storage };
  const joinsAtWork = isDeployed(view) && pool.added.includes(id);
  return pool.needs
    .filter((need) => !claims.some(({ metadata }) => metadata.name === claimName(owner, need, id)))
    .map((need) =>
      create(
        PERSISTENT_VOLUME_CLAIM,
        buildClaim(owner, need, {
          nodeId: id,
          defaultStorageClass: defaultStorageClass(view.storageClasses),
          holdsPartitions: hasRole(pool, 'broker') && !joinsAtWork,
        }),
      ),
    );
}

interface SmallClaim {
  readonly claim: PersistentVolumeClaim;
  readonly size: string;
}

const smallClaims = (view: KafkaView): SmallClaim[] =>
  view.pools.flatMap((pool) => {
    const owner = { kafka: view.kafka, pool: pool.pool, storage: pool.storage.storage };
    return pool.nodes.flatMap(({ id, claims }) =>
      pool.needs.flatMap((need) => {
        const claim = claims.find(({ metadata }) => metadata.name === claimName(owner, need, id));
        const { size = '0' } = need.volume;
        return claim && compareQuantities(claim.spec.resources.requests.storage, size) < 0 ? [{ claim, size }] : [];
      }),
    );
  });

const isBound = ({ status }: PersistentVolumeClaim): boolean => status?.phase === 'Bound';

const growClaims = (view: KafkaView): Action[] =>
  smallClaims(view)
    .filter(({ claim }) => isBound(claim) && mayGrow(view.storageClasses, claim))
    .map(({ claim, size }) =>
      patch(PERSISTENT_VOLUME_CLAIM, claim, { spec: { resources: { requests: { storage: size } } } }),
    );

/** The Kafka stays Ready with a warning: nothing will ever grow them. */
export const volumesThatCannotGrow = (view: KafkaView): PersistentVolumeClaim[] =>
  smallClaims(view)
    .map(({ claim }) => claim)
    .filter((claim) => isBound(claim) && !mayGrow(view.storageClasses, claim));

/** Volumes of nodes that went, where they are to go with them; volumes that a pool gave up. */
export const dropClaims: Rule = (view) => {
  const kept = new Set(view.pools.flatMap(claimNamesOf(view)));
  const dropped = view.claims.filter(
    ({ metadata }) =>
      !kept.has(metadata.name) &&
      metadata.annotations?.[ANNOTATION.deleteClaim] === 'true' &&
      view.pools.some(({ pool }) => pool.metadata.name === metadata.labels?.[LABEL.poolName]),
  );
  const actions = dropped
    .filter((claim) => !isTerminating(claim))
    .map((claim) => remove(PERSISTENT_VOLUME_CLAIM, claim));
  return actions.length === 0 ? undefined : { because: 'volumes are left of nodes that went', actions };
};

const claimNamesOf =
  ({ kafka }: KafkaView) =>
  ({ pool, storage, needs, nodes }: PoolView): string[] =>
    nodes.flatMap(({ id }) => needs.map((need) => claimName({ kafka, pool, storage: storage.storage }, need, id)));
