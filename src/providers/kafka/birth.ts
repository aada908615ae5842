import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Observed } from '../contract/index.js';
import { BORN_WITH, poolName } from './names.js';
import { KAFKA, NODE_POOL } from './upstream.js';

/**
 * How many brokers there were at birth. Controllers can never be added or taken away, and topics keep the number of
 * copies that they were made with: both follow from this number, and not from the size of today.
 */
export function bornWith({ metadata, spec }: DatabaseCluster, observed: Observed): number {
  const standing = [
    observed.get(KAFKA, metadata.name),
    observed.get(NODE_POOL, poolName(metadata.name, 'controller')),
    observed.get(NODE_POOL, poolName(metadata.name, 'broker')),
  ];
  const recorded = standing.map((object) => Number(object?.metadata.annotations?.[BORN_WITH]));
  return recorded.find((number) => Number.isInteger(number) && number > 0) ?? spec.clusterSize;
}

const QUORUM = 3;
const COPIES = 3;

/** One for a single broker, which is lost with its node anyway; else a quorum that survives the loss of one. */
export const controllersOf = (born: number): number => (born === 1 ? 1 : QUORUM);

/** Copies of each partition, where a topic does not say. */
export const copiesOf = (born: number): number => Math.min(born, COPIES);
