import { Registry } from 'prom-client';
import { registerShardMetrics } from './shard-metrics.js';

it('shows what holds when it is asked', async () => {
  const registry = new Registry();
  let keysOwned = 0;
  registerShardMetrics(registry, () => ({ members: 3, keysOwned }));
  expect(await registry.metrics()).toContain('shard_keys_owned 0');
  keysOwned = 12;
  const text = await registry.metrics();
  expect(text).toContain('shard_members 3');
  expect(text).toContain('shard_keys_owned 12');
});
