import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { replsetName } from './names.js';

type Intent = Pick<DatabaseCluster, 'spec'>;

export const isSharded = ({ spec }: Intent): boolean => spec.sharding !== undefined;

/** Of a database without shards, one. */
export const replsetNamesOf = ({ spec }: Intent): string[] =>
  Array.from({ length: spec.sharding?.shards ?? 1 }, (_, shard) => replsetName(shard));

const QUORUM = 3;

/** Config servers hold little, and must be able to vote; a database that may be lost with its node needs no more of them. */
export const configServersOf = ({ spec }: Intent): number => (spec.clusterSize === 1 ? 1 : QUORUM);

/** Even, a set of members has one that helps nobody to win a vote; one or two lose the vote with the first that is lost. */
export const isUnsafe = (members: number): boolean => members < QUORUM || members % 2 === 0;
