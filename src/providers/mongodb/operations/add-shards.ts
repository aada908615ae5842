import { isPodReady } from '../../contract/objects/index.js';
import { COPYING, type Finding, type Step } from '../../contract/operations/index.js';
import { replsetName } from '../names.js';
import { defineOperation } from './define-operation.js';
import { replsetsOf, type Situation } from './situation.js';

const SHARDS_BEFORE = 'shards';

/** Each is a replica set of its own, which the routers are told of once it has a primary. Data moves to it by itself. */
export const addShards = defineOperation({
  ...COPYING,
  disruption: 'None',
  steps: (situation) => newShards(situation).map((shard) => stepOf(situation, shard)),
  warnings: () => [
    'Shards can only become more, so this is not called off. Collections that are sharded are spread anew in the background; others stay where they are.',
  ],
  baseline: (situation) => ({ [SHARDS_BEFORE]: String(replsetsOf(situation).length) }),
  judge,
  undo: () => ({ state: 'Impossible', why: 'Shards can only become more: what is asked for stays asked for.' }),
});

const wantedOf = ({ request, cluster }: Situation): number =>
  request.spec.horizontalScaling?.shards ?? cluster.spec.sharding?.shards ?? 1;

function newShards(situation: Situation): string[] {
  const before = Number(situation.baseline.get(SHARDS_BEFORE));
  const count = Math.max(0, wantedOf(situation) - before);
  return Array.from({ length: count }, (_, index) => replsetName(before + index));
}

function stepOf({ view, upstream }: Situation, shard: string): Step {
  const step = { name: 'AddShard', target: shard };
  const component = view.components.find(({ name }) => name === shard);
  if (!component) return { ...step, state: 'Pending' };
  const ready = component.pods.filter(isPodReady).length;
  if (ready < component.asks.size) {
    return { ...step, state: 'Running', message: `${ready} of ${component.asks.size} members of ${shard} are ready.` };
  }
  return upstream.status?.replsets?.[shard]?.added_as_shard === true
    ? { ...step, state: 'Done', message: `${shard} is one of the shards.` }
    : { ...step, state: 'Running', message: `The routers are to be told of ${shard}.` };
}

function judge(situation: Situation): Finding {
  const wanted = wantedOf(situation);
  const isAsked = replsetsOf(situation).length >= wanted;
  return {
    reached: `The data is divided over ${wanted} shards.`,
    waitsFor: isAsked ? undefined : `Waits for the operator to be asked for ${wanted} shards.`,
    settleSeconds: 5,
  };
}
