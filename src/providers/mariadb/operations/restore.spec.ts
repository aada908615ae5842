import { aUsableBackup } from '../../../../test/builders/database-backup.js';
import { aClusterThatRan, CLUSTER_UID } from '../../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../../test/builders/database-engine.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import { anOpsRequest, STARTED_AT } from '../../../../test/builders/operation.js';
import { LABELS } from '../../../domain/naming.js';
import {
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  type ResourceType,
  type UntypedObject,
} from '../../../kube/meta/index.js';
import type { OpsRequestStatus } from '../../../resources/ops-request/index.js';
import { serializeIncarnation, type ChildAction, type OperationSubject } from '../../contract/index.js';
import { planCleanup } from '../cleanup.js';
import { checkBeforeReconcile } from '../pre-reconcile.js';
import { MARIADB } from '../upstream.js';
import { restore } from './restore.js';

const SOURCE = {
  storage: 'main',
  archive: 'team-a/orders-0b0e4a1e-1-v11.8',
  backupId: 'physicalbackup-20261123090501.xb.gz',
};
const cluster = aClusterThatRan({ engine: 'mariadb', clusterSize: 1 });
const MINE = { [LABELS.clusterUid]: CLUSTER_UID };

const object = (type: ResourceType, name: string, more: object = {}): UntypedObject => ({
  apiVersion: 'v1',
  kind: type.kind,
  metadata: { name, namespace: 'team-a', uid: `uid-of-${name}`, labels: MINE, ...more },
  spec: { replicas: 1 },
});
const OWNED = {
  ownerReferences: [{ apiVersion: 'k8s.mariadb.com/v1alpha1', kind: 'MariaDB', name: 'orders', uid: 'uid-of-orders' }],
};
const OLD = object(MARIADB, 'orders');
const REBORN = object(MARIADB, 'orders', {
  uid: 'another',
  annotations: { 'dbaas.io/incarnation': serializeIncarnation({ number: 2, source: SOURCE }) },
});
const ROOT = object(SECRET, 'orders-root', OWNED);
const FREED = object(SECRET, 'orders-root');
const CLAIM = object(PERSISTENT_VOLUME_CLAIM, 'storage-orders-0');
const MEMBER = object(POD, 'orders-0');

type Around = readonly (readonly [ResourceType, UntypedObject])[];

const observing = (around: Around): ObservedObjects =>
  around.reduce((all, [type, found]) => all.with(type, found), new ObservedObjects());

function subject(around: Around, status: Partial<OpsRequestStatus> = {}): OperationSubject {
  const begun: Partial<OpsRequestStatus> = {
    startedAt: STARTED_AT,
    baseline: { upstream: 'uid-of-orders' },
    rebirth: { incarnation: 2, source: SOURCE },
    steps: [{ name: 'RemoveOld', state: 'Running' }],
    ...status,
  };
  const request = anOpsRequest({ type: 'Restore', restore: { backupRef: { name: 'kept' } } });
  return {
    cluster,
    engine: aDatabaseEngine(),
    request: { ...request, status: begun },
    observed: observing(around),
    backups: [aUsableBackup({ name: 'kept' })],
    source: SOURCE,
  };
}

const said = (action: ChildAction): string => `${action.do} ${action.type.kind} ${action.key.name}`;

describe('a restore of a MariaDB in place', () => {
  it.each<[string, OperationSubject, string, string[]]>([
    ['before it is written down', subject([[MARIADB, OLD]], { steps: [] }), 'RemoveOld', []],
    [
      'the password of root would go too',
      subject([
        [MARIADB, OLD],
        [SECRET, ROOT],
      ]),
      'RemoveOld',
      ['patch Secret orders-root'],
    ],
    [
      "it is nobody's",
      subject([
        [MARIADB, OLD],
        [SECRET, FREED],
      ]),
      'RemoveOld',
      ['delete MariaDB orders'],
    ],
    [
      'it is going',
      subject([[MARIADB, { ...OLD, metadata: { ...OLD.metadata, deletionTimestamp: STARTED_AT } }]]),
      'RemoveOld',
      [],
    ],
    [
      'a member is still there',
      subject([
        [POD, MEMBER],
        [PERSISTENT_VOLUME_CLAIM, CLAIM],
      ]),
      'WaitGone',
      [],
    ],
    [
      'volumes alone are left',
      subject([
        [PERSISTENT_VOLUME_CLAIM, CLAIM],
        [SECRET, FREED],
      ]),
      'WaitGone',
      ['delete PersistentVolumeClaim storage-orders-0'],
    ],
    ['nothing is left but the password', subject([[SECRET, FREED]]), 'Recover', []],
    [
      'the new one is there',
      subject([
        [MARIADB, REBORN],
        [SECRET, FREED],
      ]),
      'Recover',
      [],
    ],
  ])('does one thing after the other: %s', (_when, moment, step, actions) => {
    const progress = restore.progress(moment);
    expect(progress.steps.find(({ state }) => state === 'Running')?.name).toBe(step);
    expect(progress.actions?.map(said) ?? []).toEqual(actions);
  });

  it('takes nothing from the Secret but its owner', () => {
    const [patch] =
      restore.progress(
        subject([
          [MARIADB, OLD],
          [SECRET, ROOT],
        ]),
      ).actions ?? [];
    expect(patch).toMatchObject({ mergePatch: { metadata: { ownerReferences: null } }, uid: 'uid-of-orders-root' });
  });

  it('fails when somebody else makes a MariaDB of the name', () => {
    const { state, message } = restore.progress(subject([[MARIADB, object(MARIADB, 'orders', { uid: 'x' })]]));
    expect([state, message]).toEqual(['Failed', 'Somebody made another MariaDB of this name meanwhile.']);
  });

  it('can be called off until the old one goes', () => {
    expect(restore.undo(subject([[MARIADB, OLD]], { steps: [] }))).toMatchObject({ state: 'Done' });
    expect(restore.undo(subject([]))).toMatchObject({ state: 'Impossible' });
  });

  it('is refused while nobody knows the password of root, and says what to make', () => {
    expect(restore.validate(subject([[SECRET, ROOT]]))).toEqual([]);
    expect(restore.validate(subject([]))).toMatchObject([
      { detail: expect.stringMatching(/"orders-root" is gone: make it .* as root, .* dbaas\.io\/cluster=orders/) },
    ]);
  });

  it('tells what it costs before anything is done', () => {
    const { warnings = [], steps } = restore.plan(subject([[MARIADB, OLD]], { startedAt: undefined, steps: [] }));
    expect(steps.map(({ name }) => name)).toEqual(['RemoveOld', 'WaitGone', 'Recover']);
    expect(warnings.join(' ')).toMatch(/point of no return.*password of root.*signed anew/);
  });
});

describe('around a restore', () => {
  const context = (around: Around, isRebirth: boolean) => ({
    engine: aDatabaseEngine(),
    observed: observing(around),
    isRebirth,
  });

  it.each<[string, Around, boolean, string | undefined]>([
    ['waits for what is left', [[PERSISTENT_VOLUME_CLAIM, CLAIM]], true, 'Restoring'],
    ['goes on when nothing is, but the password', [[SECRET, FREED]], true, undefined],
    ['takes no volumes of others', [[PERSISTENT_VOLUME_CLAIM, CLAIM]], false, 'NameTaken'],
  ])('the new one %s', (_what, around, isRebirth, reason) => {
    expect(checkBeforeReconcile(cluster, context(around, isRebirth))?.reason).toBe(reason);
  });

  it('the password of root that nobody owns goes last, with the database', () => {
    const names = (around: Around): string[] => planCleanup(cluster, observing(around)).actions.map(said);
    expect(
      names([
        [PERSISTENT_VOLUME_CLAIM, CLAIM],
        [SECRET, FREED],
      ]),
    ).toEqual(['delete PersistentVolumeClaim storage-orders-0']);
    expect(
      names([
        [SECRET, FREED],
        [SECRET, object(SECRET, 'orders-credentials')],
      ]),
    ).toEqual(['delete Secret orders-root']);
  });
});
