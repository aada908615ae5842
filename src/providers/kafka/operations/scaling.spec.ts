import { PlayedKafkaOperation } from '../../../../test/builders/kafka-operation.js';
import { broker, READY, warning } from '../../../../test/builders/strimzi.js';
import { STORAGE_CLASS, type UntypedObject } from '../../../kube/meta/index.js';
import { claimName } from '../names.js';
import { horizontalScaling } from './horizontal-scaling.js';
import { volumeExpansion } from './volume-expansion.js';

const scalingTo = (replicas: number) => ({ type: 'HorizontalScaling' as const, horizontalScaling: { replicas } });

describe('more brokers', () => {
  const played = new PlayedKafkaOperation(horizontalScaling, scalingTo(5));
  const asked = { spec: { clusterSize: 5 }, generation: 2 };

  it('are planned by the lowest free numbers, and given partitions', () => {
    expect(played.plan).toMatchObject({
      steps: [
        { name: 'JoinMember', target: broker(3) },
        { name: 'JoinMember', target: broker(4) },
        { name: 'MovePartitions' },
      ],
      restarts: [],
      disruption: 'None',
    });
  });

  it('wait until the operator has seen the number', () => {
    const scene = { ...asked, brokers: [0, 1, 2], status: { observedGeneration: 1 } };
    expect(played.sees(scene)).toMatchObject({ state: 'Running', progress: '0/3' });
  });

  it('start, and are empty until partitions have moved', () => {
    const starting = played.sees({ ...asked, nodes: { [broker(4)]: { ready: false } } });
    expect(starting).toMatchObject({ state: 'Running', progress: '1/3' });
    const moving = played.sees({ ...asked, status: { autoRebalance: { state: 'RebalanceOnScaleUp' } } });
    expect(moving).toMatchObject({ state: 'Running', progress: '2/3', message: 'Partitions move to the new brokers.' });
  });

  it('serve', () => {
    expect(played.sees(asked)).toMatchObject({ state: 'Done', message: '5 brokers serve.', progress: '3/3' });
  });

  it('add nothing to the copies of a single broker', () => {
    const grown = new PlayedKafkaOperation(horizontalScaling, scalingTo(3), { spec: { clusterSize: 1 } });
    expect(grown.plan.warnings).toEqual([expect.stringContaining('Topics keep the one copy that they have')]);
  });
});

describe('fewer brokers', () => {
  const played = new PlayedKafkaOperation(horizontalScaling, scalingTo(3), { spec: { clusterSize: 5 } });
  const asked = { spec: { clusterSize: 3 }, generation: 2 };
  const leftover = { [claimName(broker(3))]: {}, [claimName(broker(4))]: {} };

  it('are those of the highest numbers, emptied first', () => {
    expect(played.plan.steps).toEqual([
      { name: 'MovePartitions' },
      { name: 'RemoveMember', target: broker(4) },
      { name: 'RemoveMember', target: broker(3) },
    ]);
  });

  it('stay while they hold partitions, though the operator is Ready', () => {
    const verdict = played.sees({
      ...asked,
      brokers: [0, 1, 2, 3, 4],
      status: { conditions: [READY, warning('ScaleDownPreventionCheck', 'Cannot scale down brokers [3, 4]')] },
    });
    expect(verdict).toMatchObject({
      state: 'Running',
      message: 'Brokers that are to leave still hold partitions: Cannot scale down brokers [3, 4]',
      actions: [],
    });
  });

  it('take their volumes along once they are gone, by our hand', () => {
    const verdict = played.sees({ ...asked, claims: leftover });
    expect(verdict.state).toBe('Running');
    expect(verdict.actions).toEqual([
      `delete PersistentVolumeClaim ${claimName(broker(4))}`,
      `delete PersistentVolumeClaim ${claimName(broker(3))}`,
    ]);
  });

  it('are gone', () => {
    expect(played.sees(asked)).toMatchObject({ state: 'Done', message: '3 brokers serve.', progress: '3/3' });
  });
});

describe('larger volumes', () => {
  const ask = { type: 'VolumeExpansion' as const, volumeExpansion: { size: '20Gi' } };
  const classed = (allowVolumeExpansion: boolean): UntypedObject => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    allowVolumeExpansion,
  });
  const played = new PlayedKafkaOperation(volumeExpansion, ask, { others: [[STORAGE_CLASS, classed(true)]] });
  const asked = { spec: { storage: { size: '20Gi' } } };

  it('are refused where their class does not allow it', () => {
    const fixed = new PlayedKafkaOperation(volumeExpansion, ask, { others: [[STORAGE_CLASS, classed(false)]] });
    expect(fixed.refusals).toEqual([expect.stringContaining('does not allow them to grow')]);
    expect(played.refusals).toEqual([]);
  });

  it('are waited for, though Kafka is Ready long before', () => {
    const verdict = played.sees({ ...asked, claims: { [claimName(broker(0))]: { capacity: '20Gi' } } });
    expect(verdict).toMatchObject({ state: 'Running', progress: '1/3' });
  });

  it('have grown', () => {
    const claims = Object.fromEntries([0, 1, 2].map((id) => [claimName(broker(id)), { capacity: '20Gi' }]));
    expect(played.sees({ ...asked, claims })).toMatchObject({ state: 'Done', message: '3 of 3 volumes have grown.' });
  });

  it('fail by a warning of an operator that is Ready', () => {
    const conditions = [READY, warning('PvcResizingWarning', 'not expandable')];
    expect(played.sees({ ...asked, status: { conditions } })).toMatchObject({
      state: 'Failed',
      message: 'The operator does not enlarge the volumes: not expandable',
    });
  });
});
