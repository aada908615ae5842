import { aClusterThatRan, CLUSTER_UID } from '../../../test/builders/database-cluster.js';
import { describeAction } from '../../../test/builders/operation.js';
import { ObservedObjects } from '../../../test/builders/observed.js';
import { broker, observedKafka } from '../../../test/builders/strimzi.js';
import { PERSISTENT_VOLUME_CLAIM, POD, SERVICE, type ResourceType, type UntypedObject } from '../../kube/meta/index.js';
import type { DeletionPolicy } from '../../resources/database-cluster/index.js';
import type { Observed } from '../contract/index.js';
import { planCleanup } from './cleanup.js';
import { claimName } from './names.js';
import { KAFKA, KAFKA_USER, NODE_POOL, POD_SET, REBALANCE } from './upstream.js';

const going = (deletionPolicy: DeletionPolicy = 'Delete') => aClusterThatRan({ engine: 'kafka', deletionPolicy });

/** What is left when these kinds are gone. */
function without(...gone: readonly ResourceType[]): Observed {
  const whole = observedKafka();
  const left = [KAFKA, KAFKA_USER, NODE_POOL, POD_SET, POD, SERVICE, PERSISTENT_VOLUME_CLAIM].filter(
    (type) => !gone.includes(type),
  );
  return left.reduce((all, type) => all.with(type, ...whole.list(type)), new ObservedObjects());
}

const planned = (observed: Observed, policy?: DeletionPolicy) => {
  const { actions, done, waitingFor } = planCleanup(going(policy), observed);
  return { actions: actions.map(describeAction), done, waitingFor };
};

const NODES = [POD_SET, POD];

describe('the end of a Kafka', () => {
  it.each([
    { left: 'everything', observed: without(), actions: ['delete KafkaUser orders-app'] },
    {
      left: 'all but the user',
      observed: without(KAFKA_USER),
      actions: [expect.stringContaining('delete KafkaNodePool'), expect.stringContaining('delete KafkaNodePool')],
    },
    { left: 'nodes that go', observed: without(KAFKA_USER, NODE_POOL), actions: [] },
    { left: 'no nodes', observed: without(KAFKA_USER, NODE_POOL, ...NODES), actions: ['delete Kafka orders'] },
    {
      left: 'Services that go',
      observed: without(KAFKA_USER, NODE_POOL, ...NODES, KAFKA),
      actions: [],
    },
  ])('waits with $left', ({ observed, actions }) => {
    expect(planned(observed)).toEqual({ actions, done: false, waitingFor: expect.stringContaining('Waiting for') });
  });

  it('takes the volumes last, which nobody else deletes', () => {
    const { actions, done } = planned(without(KAFKA_USER, NODE_POOL, ...NODES, KAFKA, SERVICE));
    expect(actions).toHaveLength(6);
    expect(actions).toContain(`delete PersistentVolumeClaim ${claimName(broker(0))}`);
    expect(done).toBe(false);
  });

  it('is when nothing is left', () => {
    expect(planned(new ObservedObjects())).toEqual({ actions: [], done: true, waitingFor: undefined });
  });

  it('leaves what belongs to another cluster of that name', () => {
    const stranger = { ...going(), metadata: { ...going().metadata, uid: 'another' } };
    expect(planCleanup(stranger, without())).toEqual({ actions: [], done: true });
  });

  it('begins with rebalances, also with one that the operator holds', () => {
    const held: UntypedObject = {
      apiVersion: 'kafka.strimzi.io/v1',
      kind: 'KafkaRebalance',
      metadata: {
        name: 'orders-auto-rebalancing-remove-brokers',
        namespace: 'team-a',
        uid: 'r1',
        finalizers: ['strimzi.io/auto-rebalancing'],
        deletionTimestamp: '2026-03-01T12:00:00Z',
      },
    };
    const observed = observedKafka({ others: [[REBALANCE, held]] });
    expect(planCleanup(going(), observed).actions).toMatchObject([
      { do: 'patch', uid: 'r1', mergePatch: { metadata: { finalizers: null } } },
    ]);
  });
});

describe('the end of a Kafka whose volumes stay', () => {
  it('marks them with the id that is on their disks, before anything that knows it goes', () => {
    const { actions } = planCleanup(going('Retain'), without(KAFKA_USER));
    expect(actions).toHaveLength(6);
    expect(actions[0]).toMatchObject({
      do: 'patch',
      mergePatch: { metadata: { annotations: { 'dbaas.io/kafka-cluster-id': 'abc' } } },
    });
  });

  it('is when only they are left, and says how to use them', () => {
    const plan = planCleanup(going('Retain'), without(KAFKA_USER, NODE_POOL, ...NODES, KAFKA, SERVICE));
    expect(plan).toMatchObject({ actions: [], done: true });
    expect(plan.kept?.objects).toHaveLength(6);
    expect(plan.kept?.howToUse).toContain('status.clusterId');
  });

  it('keeps nothing of a Kafka that never ran', () => {
    const unborn = { ...going('Retain'), status: {} };
    const { actions, kept } = planCleanup(unborn, without(KAFKA_USER, NODE_POOL, ...NODES, KAFKA, SERVICE));
    expect(actions).toHaveLength(6);
    expect(kept).toBeUndefined();
  });
});

it('is ours by uid', () => {
  expect(observedKafka().get(KAFKA, 'orders')?.metadata.labels?.['dbaas.io/cluster-uid']).toBe(CLUSTER_UID);
});
