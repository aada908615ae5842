import { aClusterThatRan, aDatabaseCluster, CLUSTER_UID } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine, aVersion } from '../../../test/builders/database-engine.js';
import { anApplyInput } from '../../../test/builders/apply-input.js';
import { ObservedObjects } from '../../../test/builders/observed.js';
import { LABELS } from '../../domain/naming.js';
import { PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../kube/meta/index.js';
import { runApplier } from '../contract/index.js';
import { STATEFUL_SET } from '../contract/objects/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { createApplier } from './applier.js';
import { planCleanup } from './cleanup.js';
import { observeCluster } from './status.js';
import { MARIADB, type Mariadb, type MariadbCondition } from './upstream.js';

const ENGINE = aDatabaseEngine({ versions: [aVersion('11.8.3', { image: 'mariadb:11.8.3' })] });
const SPEC = { engine: 'mariadb', version: '11.8.3', clusterSize: 2, storage: { size: '1Gi' } } as const;
const READY: MariadbCondition = { type: 'Ready', status: 'True', reason: 'StatefulSetReady', message: 'Running' };
const BOOTSTRAP = { backupContentType: 'Physical', targetRecoveryTime: '2026-11-23T09:05:01Z' } as const;
const MINE = { [LABELS.clusterUid]: CLUSTER_UID };

function rendered(): Mariadb {
  const input = anApplyInput({ cluster: aDatabaseCluster(SPEC), engine: ENGINE });
  const mariadb = runApplier(createApplier(input)).find(({ type }) => type === MARIADB)!.object as Mariadb;
  const { metadata } = mariadb;
  return { ...mariadb, metadata: { ...metadata, uid: 'mariadb-1', labels: { ...metadata.labels, ...MINE } } };
}

interface Changes {
  readonly conditions?: readonly MariadbCondition[];
  readonly suspend?: boolean;
  readonly image?: string;
  readonly ready?: readonly boolean[];
  readonly replicas?: number;
  readonly capacity?: string;
  readonly isFilled?: boolean;
}

/** `orders` with two members, of which the first is the primary; as it stands, with these changes. */
function world({
  conditions = [READY],
  suspend,
  image,
  ready = [true, true],
  replicas = 2,
  capacity = '1Gi',
  isFilled,
}: Changes = {}) {
  const upstream = rendered();
  const mariadb = {
    ...upstream,
    spec: { ...upstream.spec, ...(suspend && { suspend }), ...(isFilled && { bootstrapFrom: BOOTSTRAP }) },
    status: { conditions, currentPrimary: 'orders-0', currentPrimaryPodIndex: 0 },
  };
  const set = { ...bare(STATEFUL_SET, 'orders'), spec: { replicas }, status: { observedGeneration: 1 } };
  const pods = ready.map((isReady, index) => podOf(index, isReady, image ?? upstream.spec.image, upstream));
  const claims = ready.map((_, index) => claimOf(index, capacity));
  const all = new ObservedObjects().with(MARIADB, mariadb).with(STATEFUL_SET, set);
  const withPods = pods.reduce((found, pod) => found.with(POD, pod), all);
  return claims.reduce((found, claim) => found.with(PERSISTENT_VOLUME_CLAIM, claim), withPods);
}

const bare = ({ kind }: { kind: string }, name: string): UntypedObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'team-a', uid: `${kind}-${name}`, generation: 1, labels: MINE },
});

const podOf = (index: number, isReady: boolean, image: string, { spec }: Mariadb): UntypedObject => ({
  ...bare(POD, `orders-${index}`),
  metadata: { ...bare(POD, `orders-${index}`).metadata, annotations: { ...spec.podMetadata.annotations } },
  spec: { nodeName: `node-${index}`, containers: [{ name: 'mariadb', image, resources: spec.resources }] },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }] },
});

const claimOf = (index: number, storage: string): UntypedObject => {
  const claim = bare(PERSISTENT_VOLUME_CLAIM, `storage-orders-${index}`);
  return {
    ...claim,
    metadata: { ...claim.metadata, labels: { 'pvc.k8s.mariadb.com/role': 'storage' } },
    spec: { resources: { requests: { storage: '1Gi' } } },
    status: { phase: 'Bound', capacity: { storage } },
  };
};

const not = (reason: string, message: string): MariadbCondition => ({
  type: 'Ready',
  status: 'False',
  reason,
  message,
});

describe('the phase of a MariaDB', () => {
  const ran = aClusterThatRan(SPEC);
  const young = aDatabaseCluster(SPEC);

  it.each<[string, Changes, string, string]>([
    ['everything is as it shall be', {}, 'Running', '2 of 2 members serve.'],
    ['the operator is suspended', { suspend: true }, 'Degraded', 'spec.suspend'],
    [
      'a round has failed',
      { conditions: [not('Failed', 'Error reconciling Storage: no')] },
      'Degraded',
      'Storage: no.',
    ],
    [
      'newcomers cannot be filled',
      { conditions: [{ type: 'ScaledOut', status: 'False', reason: 'ScaleOutError', message: 'no source' }] },
      'Degraded',
      'no source.',
    ],
    [
      'the role moves',
      { conditions: [not('SwitchPrimary', "Switching primary to 'orders-1'")] },
      'Updating',
      "to 'orders-1'.",
    ],
    [
      'volumes are filled from a backup',
      { isFilled: true, conditions: [not('Initializing', 'Initializing')] },
      'Restoring',
      'what the jobs that fill orders say.',
    ],
    [
      'there are volumes that nobody may fill',
      { isFilled: true, conditions: [not('InitError', 'storage PVCs already exist')] },
      'Updating',
      'storage PVCs already exist.',
    ],
    ['pods are of an older image', { image: 'mariadb:11.8.2' }, 'Updating', '0 of 2 members are as they shall be.'],
    ['the StatefulSet has another size', { replicas: 3 }, 'Updating', 'The operator is at work.'],
    ['volumes are smaller than asked', { capacity: '500Mi' }, 'Updating', '2 of 2 volumes are still to grow to 1Gi.'],
    ['a pod is gone', { ready: [true] }, 'Degraded', '1 of 2 members serve.'],
    ['a member is down', { ready: [true, false] }, 'Degraded', '1 of 2 members serve.'],
    [
      'the operator does not say ready',
      { conditions: [not('StatefulSetNotReady', 'Not ready')] },
      'Degraded',
      'not yet said',
    ],
  ])('where %s', (_, changes, phase, message) => {
    const found = observeCluster(ran, world(changes));
    expect([found.phase, found.message]).toEqual([phase, expect.stringContaining(message)]);
  });

  it('is Creating until it has been whole', () => {
    expect(observeCluster(young, world({ ready: [true, false] })).phase).toBe('Creating');
    expect(observeCluster(young, new ObservedObjects()).phase).toBe('Pending');
  });

  it('tells who is who', () => {
    const { members, primary, size, readyMembers } = observeCluster(ran, world());
    expect(members.map(({ name, role }) => [name, role])).toEqual([
      ['orders-0', 'Primary'],
      ['orders-1', 'Replica'],
    ]);
    expect({ primary, size, readyMembers }).toEqual({ primary: 'orders-0', size: 2, readyMembers: 2 });
  });

  it.each<[string, boolean[], string]>([
    ['AllMembersReady', [true, true], 'StandbyReady'],
    ['SomeMembersNotReady', [true, false], 'NoStandbyReady'],
    ['PrimaryNotReady', [false, true], 'StandbyReady'],
  ])('is %s with members that are ready or not: %j', (readiness, ready, availability) => {
    const reasons = observeCluster(ran, world({ ready })).conditions.map(({ type, reason }) => [type, reason]);
    expect(reasons).toEqual(
      expect.arrayContaining([
        ['Ready', readiness],
        ['HighlyAvailable', availability],
      ]),
    );
  });
});

describe('a MariaDB on its way out', () => {
  const leaving = (spec: Partial<DatabaseCluster['spec']> = {}) => aClusterThatRan({ ...SPEC, ...spec });
  const claims = [0, 1].reduce<ObservedObjects>(
    (found, index) => found.with(PERSISTENT_VOLUME_CLAIM, claimOf(index, '1Gi')),
    new ObservedObjects(),
  );

  it('goes itself first, then its volumes', () => {
    expect(planCleanup(leaving(), world()).actions).toMatchObject([{ do: 'delete', type: MARIADB }]);
    expect(planCleanup(leaving(), claims).actions).toMatchObject([
      { do: 'delete', type: PERSISTENT_VOLUME_CLAIM },
      { do: 'delete', type: PERSISTENT_VOLUME_CLAIM },
    ]);
    expect(planCleanup(leaving(), new ObservedObjects())).toEqual({ actions: [], done: true });
  });

  it('leaves its volumes where they are to be kept, and says how to use them', () => {
    expect(planCleanup(leaving({ deletionPolicy: 'Retain' }), claims)).toMatchObject({
      done: true,
      kept: { objects: ['storage-orders-0', 'storage-orders-1'] },
    });
  });

  it('touches nothing of a stranger that has its name', () => {
    const stranger = { ...rendered(), metadata: { name: 'orders', namespace: 'team-a', uid: 'other', labels: {} } };
    expect(planCleanup(leaving(), claims.with(MARIADB, stranger))).toEqual({ actions: [], done: true });
  });
});
