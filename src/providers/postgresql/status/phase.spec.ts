import { HEALTHY, aCnpgCluster, aMemberPod, anOperatorObject, memberPods } from '../../../../test/builders/cnpg.js';
import { aClusterThatRan, aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { imageOf } from '../../../../test/builders/database-engine.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import { JOB, POD, type UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterPhase, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { CNPG_CLUSTER, type CnpgCluster, type CnpgCondition } from '../upstream.js';
import { derivePhase } from './phase.js';
import { UPSTREAM_PHASES } from './upstream-phases.js';
import { viewOf } from './view.js';

interface Scene {
  readonly intent?: DatabaseCluster;
  readonly upstream?: CnpgCluster | null;
  readonly pods?: readonly UntypedObject[];
  readonly jobs?: readonly UntypedObject[];
}

function verdictOn({ intent = aClusterThatRan(), upstream = aCnpgCluster(), pods = memberPods(), jobs = [] }: Scene): {
  phase: ClusterPhase;
  message: string;
} {
  const observed = new ObservedObjects().with(POD, ...pods).with(JOB, ...jobs);
  if (upstream) observed.with(CNPG_CLUSTER, upstream);
  return derivePhase(viewOf(intent, observed));
}

const inPhase = (phase: string, phaseReason?: string): CnpgCluster => aCnpgCluster({ status: { phase, phaseReason } });
const unborn = (phase: string): CnpgCluster =>
  aCnpgCluster({ status: { phase, currentPrimary: undefined, targetPrimary: undefined, readyInstances: 0 } });
const recovering = (phase: string): CnpgCluster => {
  const { spec, ...rest } = unborn(phase);
  const application = { database: 'app', owner: 'app', secret: { name: 'orders-credentials' } };
  return { ...rest, spec: { ...spec, bootstrap: { recovery: { ...application, source: 'origin' } } } };
};
const NEW = aDatabaseCluster();
const deletionTimestamp = '2026-01-02T00:00:00Z';

const aJob = (role: string, status: object): UntypedObject => {
  const job = anOperatorObject('Job', `orders-1-${role}`, { status });
  return { ...job, metadata: { ...job.metadata, labels: { ...job.metadata.labels, 'cnpg.io/jobRole': role } } };
};
const failedForGood = { failed: 7, conditions: [{ type: 'Failed', status: 'True' }] };

/** One row for each word of the operator: what it means for a database that has been whole, and for one on its way. */
const PHASE_TABLE: readonly [phase: string, ran: ClusterPhase, fresh: ClusterPhase][] = [
  ['', 'Updating', 'Creating'],
  ['Setting up primary', 'Updating', 'Creating'],
  ['Creating a new replica', 'Updating', 'Creating'],
  ['Waiting for the instances to become active', 'Degraded', 'Creating'],
  [HEALTHY, 'Running', 'Running'],
  ['Switchover in progress', 'Updating', 'Creating'],
  ['Failing over', 'Updating', 'Creating'],
  ['Upgrading cluster', 'Updating', 'Creating'],
  ['Cluster upgrade delayed', 'Updating', 'Creating'],
  ['Online upgrade in progress', 'Updating', 'Creating'],
  ['Applying configuration', 'Updating', 'Creating'],
  ['Primary instance is being restarted in-place', 'Updating', 'Creating'],
  ['Primary instance is being restarted without a switchover', 'Updating', 'Creating'],
  ['Waiting for user action', 'Updating', 'Creating'],
  ['Upgrading Postgres major version', 'Updating', 'Creating'],
  ['Promoting to primary cluster', 'Updating', 'Creating'],
  ['Not enough disk space', 'Failed', 'Failed'],
  ['Instance Status Extraction Error: HTTP communication issue', 'Failed', 'Failed'],
  ['Cluster is unrecoverable and needs manual intervention', 'Failed', 'Failed'],
  ['Cluster has incomplete or invalid image catalog', 'Failed', 'Failed'],
  ['Cluster cannot proceed to reconciliation due to an unknown plugin being required', 'Failed', 'Failed'],
  ['Cluster cannot proceed to reconciliation due to an error while interacting with plugins', 'Failed', 'Failed'],
  ['Cluster cannot execute instance online upgrade due to missing architecture binary', 'Failed', 'Failed'],
  ['Unable to create required cluster objects', 'Failed', 'Failed'],
  ['Invalid cluster definition', 'Failed', 'Failed'],
  ['A word of a later release', 'Updating', 'Creating'],
];

describe('the phase, by the word of the operator', () => {
  it.each(PHASE_TABLE)('"%s" is %s for a database that ran, %s for a new one', (phase, ran, fresh) => {
    expect(verdictOn({ upstream: inPhase(phase) }).phase).toBe(ran);
    expect(verdictOn({ intent: NEW, upstream: inPhase(phase) }).phase).toBe(fresh);
  });

  it('has a row for every word that we know', () => {
    const known = [...UPSTREAM_PHASES.keys()].sort();
    expect(known).toEqual(
      PHASE_TABLE.map(([phase]) => phase)
        .slice(0, -1)
        .sort(),
    );
  });

  it.each([...UPSTREAM_PHASES].filter(([, { meaning }]) => meaning === 'failed'))(
    'tells the reason of "%s" and the next step',
    (phase, { next }) => {
      const { message } = verdictOn({ upstream: inPhase(phase, 'the reason') });
      expect(message).toContain('the reason');
      expect(message).toContain(next);
    },
  );

  it('shows a word that it does not know', () => {
    expect(verdictOn({ upstream: inPhase('A word of a later release') }).message).toContain(
      'A word of a later release',
    );
  });
});

describe('the phase, by what is there', () => {
  const hibernating = (...conditions: CnpgCondition[]): CnpgCluster =>
    aCnpgCluster({ annotations: { 'cnpg.io/hibernation': 'on' }, status: { conditions } });

  it.each<{ does: string; scene: Scene; phase: ClusterPhase; says?: string }>([
    {
      does: 'is Deleting whatever else is true',
      scene: {
        intent: { ...NEW, metadata: { ...NEW.metadata, deletionTimestamp } },
        upstream: inPhase('Not enough disk space'),
      },
      phase: 'Deleting',
    },
    { does: 'is Pending while nothing is made', scene: { intent: NEW, upstream: null, pods: [] }, phase: 'Pending' },
    {
      does: 'is Failed when the upstream is being deleted by somebody else',
      scene: { upstream: aCnpgCluster({ deletionTimestamp }) },
      phase: 'Failed',
    },
    {
      does: 'is Stopped once the operator says that it hibernates',
      scene: { upstream: hibernating({ type: 'cnpg.io/hibernation', status: 'True', reason: 'Hibernated' }), pods: [] },
      phase: 'Stopped',
    },
    { does: 'is Stopping until then', scene: { upstream: hibernating() }, phase: 'Stopping' },
    {
      does: 'says why a stop does not begin',
      scene: {
        upstream: hibernating({ type: 'cnpg.io/hibernation', status: 'False', reason: 'WaitingForHealthy' }),
        pods: [aMemberPod('orders-1'), aMemberPod('orders-2', { ready: false })],
      },
      phase: 'Stopping',
      says: 'stops only a healthy database',
    },
    {
      does: 'is Creating until there has been a primary',
      scene: { upstream: unborn(HEALTHY), pods: [] },
      phase: 'Creating',
    },
    {
      does: 'is Restoring instead while the data comes from a backup',
      scene: {
        intent: NEW,
        upstream: recovering('Setting up primary'),
        pods: [],
        jobs: [aJob('full-recovery', { failed: 1 })],
      },
      phase: 'Restoring',
      says: 'job orders-1-full-recovery has failed once and is tried again',
    },
    {
      does: 'is Restoring until all members have been there',
      scene: {
        intent: NEW,
        upstream: { ...recovering('Creating a new replica'), status: inPhase('Creating a new replica').status },
      },
      phase: 'Restoring',
    },
    {
      does: 'is Restoring no more once it has been whole',
      scene: { upstream: { ...recovering(HEALTHY), status: inPhase('Upgrading cluster').status } },
      phase: 'Updating',
    },
    {
      does: 'is Failed when the data cannot be had from the backup',
      scene: {
        intent: NEW,
        upstream: recovering('Setting up primary'),
        pods: [],
        jobs: [aJob('full-recovery', failedForGood)],
      },
      phase: 'Failed',
      says: 'orders-1-full-recovery has failed for good',
    },
    {
      does: 'tells of a first member that fails to be set up, while it is still tried',
      scene: { intent: NEW, upstream: unborn('Setting up primary'), pods: [], jobs: [aJob('initdb', { failed: 2 })] },
      phase: 'Creating',
      says: 'job orders-1-initdb has failed 2 times',
    },
    {
      does: 'is Failed when it is tried no more',
      scene: { intent: NEW, upstream: unborn('Setting up primary'), pods: [], jobs: [aJob('initdb', failedForGood)] },
      phase: 'Failed',
      says: 'orders-1-initdb has failed for good',
    },
    {
      does: 'is Failed after a major upgrade whose phase never says so, with the way back',
      scene: {
        upstream: inPhase('Upgrading Postgres major version'),
        pods: [],
        jobs: [aJob('major-upgrade', failedForGood)],
      },
      phase: 'Failed',
      says: 'Put spec.version back',
    },
    {
      does: 'forgets a failed job once the operator is content again',
      scene: { jobs: [aJob('join', failedForGood)] },
      phase: 'Running',
    },
    {
      does: 'is Degraded when one member is stuck and the primary serves',
      scene: {
        upstream: inPhase('Waiting for the instances to become active'),
        pods: [
          aMemberPod('orders-1'),
          aMemberPod('orders-2', {
            ready: false,
            status: { containerStatuses: [{ name: 'postgres', state: { waiting: { reason: 'ImagePullBackOff' } } }] },
          }),
        ],
      },
      phase: 'Degraded',
      says: 'orders-2 is in ImagePullBackOff',
    },
    {
      does: 'tells which member finds no node',
      scene: {
        intent: NEW,
        upstream: unborn('Waiting for the instances to become active'),
        pods: [
          aMemberPod('orders-1', {
            status: { conditions: [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available' }] },
          }),
        ],
      },
      phase: 'Creating',
      says: 'orders-1 cannot be scheduled (0/3 nodes are available)',
    },
    {
      does: 'is Starting after a stop, whatever the operator calls it',
      scene: { intent: aClusterThatRan({}, { phase: 'Stopped' }), upstream: inPhase('Upgrading cluster') },
      phase: 'Starting',
    },
    {
      does: 'is Starting while nobody is ready, though the operator still calls it healthy',
      scene: { intent: aClusterThatRan({}, { phase: 'Stopping' }), pods: [] },
      phase: 'Starting',
    },
    {
      does: 'is Updating while the primary moves, though the operator already calls it healthy',
      scene: { upstream: aCnpgCluster({ status: { targetPrimary: 'orders-2' } }) },
      phase: 'Updating',
    },
    {
      does: 'is Updating while members are added, though the operator still calls it healthy',
      scene: { upstream: aCnpgCluster({ spec: { instances: 5 }, status: { instances: 3, readyInstances: 3 } }) },
      phase: 'Updating',
    },
    {
      does: 'is Updating while the image is not the one asked for, though the operator still calls it healthy',
      scene: { upstream: aCnpgCluster({ spec: { imageName: imageOf('17.7') } }) },
      phase: 'Updating',
    },
    {
      does: 'is Degraded when a member is not ready, though the operator calls it healthy',
      scene: { pods: [aMemberPod('orders-1'), aMemberPod('orders-2'), aMemberPod('orders-3', { ready: false })] },
      phase: 'Degraded',
      says: '2 of 3 members serve',
    },
    {
      does: 'is Degraded when the operator counts fewer ready members than there are ready pods',
      scene: { upstream: aCnpgCluster({ status: { readyInstances: 2 } }) },
      phase: 'Degraded',
    },
    {
      does: 'is Degraded when no pod is the primary',
      scene: {
        pods: memberPods().map((pod) => ({
          ...pod,
          metadata: { ...pod.metadata, labels: { 'cnpg.io/podRole': 'instance' } },
        })),
      },
      phase: 'Degraded',
    },
    {
      does: 'counts a member that is being taken down as one that does not serve',
      scene: { pods: [aMemberPod('orders-1'), aMemberPod('orders-2'), aMemberPod('orders-3', { deletionTimestamp })] },
      phase: 'Degraded',
    },
    {
      does: 'speaks of members that are to go',
      scene: { upstream: aCnpgCluster({ spec: { instances: 1 }, status: { instances: 3 } }) },
      phase: 'Updating',
      says: '3 members serve, 1 shall stay',
    },
    { does: 'is Running when it is whole', scene: {}, phase: 'Running', says: '3 of 3 members serve.' },
    {
      does: 'speaks of one member as of one',
      scene: { upstream: aCnpgCluster({ spec: { instances: 1 } }), pods: memberPods(1) },
      phase: 'Running',
      says: '1 of 1 member serves.',
    },
  ])('$does', ({ scene, phase, says = '' }) => {
    const verdict = verdictOn(scene);
    expect(verdict.phase).toBe(phase);
    expect(verdict.message).toContain(says);
  });

  it('does not take poolers and jobs for members', () => {
    const pooler = aMemberPod('orders-pooler-rw-abc', { ready: false, labels: { 'cnpg.io/podRole': 'pooler' } });
    expect(verdictOn({ pods: [...memberPods(), pooler] }).phase).toBe('Running');
  });
});
