import { aDatabaseCluster, aClusterThatRan } from '../../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import {
  broker,
  controller,
  notReady,
  observedKafka,
  READY,
  warning,
  type KafkaScene,
} from '../../../../test/builders/strimzi.js';
import { derivePhase } from './phase.js';
import { viewOf } from './view.js';

const SPEC = { engine: 'kafka', version: '4.2' };
const born = aDatabaseCluster(SPEC);
const ran = aClusterThatRan(SPEC);

const phaseOf = (scene: KafkaScene, intent = ran) => derivePhase(viewOf(intent, observedKafka(scene)));

interface Row {
  readonly seen: string;
  readonly scene: KafkaScene;
  readonly creating?: string;
  readonly later: string;
  readonly says: string;
}

const ROWS: readonly Row[] = [
  {
    seen: 'whole and Ready',
    scene: {},
    creating: 'Running',
    later: 'Running',
    says: '3 of 3 brokers and 3 of 3 controllers serve.',
  },
  { seen: 'never looked at', scene: { status: null }, later: 'Updating', says: 'STRIMZI_NAMESPACE' },
  {
    seen: 'being made',
    scene: { status: { conditions: [notReady('Creating')] } },
    later: 'Updating',
    says: 'Nodes are being made.',
  },
  {
    seen: 'changed and not looked at since',
    scene: { generation: 2, status: { observedGeneration: 1 } },
    later: 'Updating',
    says: 'The operator is at work on the last change.',
  },
  {
    seen: 'restarting node after node',
    scene: { podSets: { broker: { currentPods: 1 } } },
    later: 'Updating',
    says: '1 of 3 brokers are as they shall be.',
  },
  {
    seen: 'still one broker short',
    scene: { spec: { clusterSize: 4 }, brokers: [0, 1, 2], podSets: { broker: { pods: 3 } } },
    later: 'Updating',
    says: 'There are 3 brokers, 4 are wanted.',
  },
  {
    seen: 'moving partitions to new brokers',
    scene: { status: { autoRebalance: { state: 'RebalanceOnScaleUp' } } },
    later: 'Updating',
    says: 'Partitions move to the new brokers.',
  },
  {
    seen: 'moving partitions away',
    scene: { status: { autoRebalance: { state: 'RebalanceOnScaleDown' } } },
    later: 'Updating',
    says: 'Partitions move away from the brokers that leave.',
  },
  {
    seen: 'with a disk that is to grow',
    scene: { spec: { storage: { size: '20Gi' } } },
    later: 'Updating',
    says: '3 of 3 volumes are still to grow to 20Gi.',
  },
  {
    seen: 'Ready by a round of before, and without a broker now',
    scene: { nodes: { [broker(1)]: { waits: 'CrashLoopBackOff' } } },
    later: 'Degraded',
    says: `2 of 3 brokers and 3 of 3 controllers serve; ${broker(1)} is in CrashLoopBackOff.`,
  },
  {
    seen: 'stuck in a roll',
    scene: { status: { conditions: [notReady('UnforceableProblem', 'Pod cannot be rolled')] } },
    later: 'Degraded',
    says: 'The operator reports UnforceableProblem: Pod cannot be rolled; a node may not restart now',
  },
  {
    seen: 'out of time',
    scene: { status: { conditions: [notReady('StrimziTimeoutException', 'Exceeded timeout')] } },
    later: 'Degraded',
    says: 'is tried again.',
  },
  ...['InvalidResourceException', 'InvalidConfigurationException', 'KafkaUpgradeException'].map((reason) => ({
    seen: `refused by ${reason}`,
    scene: { status: { conditions: [notReady(reason, 'That cannot be.')] } },
    creating: 'Failed',
    later: 'Failed',
    says: 'The operator refuses the definition: That cannot be.',
  })),
  {
    seen: 'paused by somebody',
    scene: { status: { conditions: [{ type: 'ReconciliationPaused', status: 'True' }] } },
    creating: 'Pending',
    later: 'Degraded',
    says: 'Somebody has paused the operator for it (strimzi.io/pause-reconciliation)',
  },
  {
    seen: 'without a user',
    scene: { user: null },
    later: 'Degraded',
    says: 'The user of the application is not there yet.',
  },
  {
    seen: 'with a user that cannot be made',
    scene: { user: notReady('InvalidResourceException', 'Secret not found') },
    later: 'Degraded',
    says: 'The user of the application is not there yet (Secret not found).',
  },
  {
    seen: 'with a warning beside Ready',
    scene: { status: { conditions: [READY, warning('KafkaMetadataVersion', 'old')] } },
    creating: 'Running',
    later: 'Running',
    says: 'serve.',
  },
];

describe('the phase of a Kafka', () => {
  it.each(ROWS)('$seen is $later once it has run', ({ scene, later, says }) => {
    const { phase, message } = phaseOf(scene);
    expect([phase, message]).toEqual([later, expect.stringContaining(says)]);
  });

  it.each(ROWS)('$seen before it ever ran', ({ scene, creating = 'Creating' }) => {
    expect(phaseOf(scene, born).phase).toBe(creating);
  });

  it('is Pending while there is nothing', () => {
    expect(derivePhase(viewOf(born, new ObservedObjects())).phase).toBe('Pending');
  });

  it('is Deleting whatever the operator says', () => {
    const { metadata } = ran;
    const going = { ...ran, metadata: { ...metadata, deletionTimestamp: '2026-03-01T12:00:00Z' } };
    expect(phaseOf({ status: { conditions: [notReady('RuntimeException')] } }, going).phase).toBe('Deleting');
  });

  it('knows a node that was lost from one that is replaced', () => {
    const lost = { nodes: { [controller(0)]: null }, podSets: { controller: { currentPods: 2 } } };
    expect(phaseOf(lost).phase).toBe('Degraded');
  });

  it('counts controllers that are missing', () => {
    const { phase, message } = phaseOf({ nodes: { [controller(0)]: { ready: false } } });
    expect([phase, message]).toEqual(['Degraded', '3 of 3 brokers and 2 of 3 controllers serve.']);
  });
});
