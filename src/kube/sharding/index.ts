export {
  SHARDING_ACCESS,
  ShardMembership,
  type GainListener,
  type ShardMembershipOptions,
} from './shard-membership.js';
export { registerShardMetrics, type ShardStats } from './shard-metrics.js';
