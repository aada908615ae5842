import { Gauge, type Registry } from 'prom-client';

/** Read when metrics are scraped. */
export interface ShardStats {
  readonly members: number;
  readonly keysOwned: number;
}

/** Registers what a process knows of its shards. */
export function registerShardMetrics(registry: Registry, stats: () => ShardStats): void {
  const gauge = (name: string, help: string, valueOf: (stats: ShardStats) => number): void => {
    const collect = function (this: Gauge): void {
      this.set(valueOf(stats()));
    };
    new Gauge({ name, help, registers: [registry], collect });
  };
  gauge('shard_members', 'Processes that share the keys out, as this one sees them.', ({ members }) => members);
  gauge('shard_keys_owned', 'Objects in the caches that this process works on.', ({ keysOwned }) => keysOwned);
}
