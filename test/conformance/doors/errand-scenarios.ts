import type { DatabaseCluster } from '../../../src/resources/database-cluster/index.js';
import { BACKUP_ERRANDS, ERRANDS } from '../engines/asks.js';
import type { EngineUnderTest } from '../engines/engine-under-test.js';
import type { Differing } from './cluster-scenarios.js';
import type { OperationAsk } from './door.js';
import { ORDERS } from './doors-bench.js';

export interface OperationScenario extends Differing {
  readonly does: string;
  readonly cluster?: string;
  /** As a user writes it, right or wrong. */
  readonly ask: (engine: EngineUnderTest, cluster: DatabaseCluster) => OperationAsk;
}

const wrong = (ask: object) => (): OperationAsk => ask as OperationAsk;

/** One that may be carried out of each type, as far as the engine has it; then what nobody can carry out. */
export const OPERATIONS: readonly OperationScenario[] = [
  ...[...ERRANDS, ...BACKUP_ERRANDS].map(({ type, ask }) => ({
    does: type,
    ask: (engine: EngineUnderTest, cluster: DatabaseCluster): OperationAsk => ({ type, ...ask(engine, cluster) }),
  })),
  { does: 'of a member that is none', ask: wrong({ type: 'Restart', restart: { members: ['nobody'] } }) },
  { does: 'that rebuilds nobody', ask: wrong({ type: 'RebuildInstance', rebuildInstance: { member: 'nobody' } }) },
  { does: 'that shrinks volumes', ask: wrong({ type: 'VolumeExpansion', volumeExpansion: { size: '1Mi' } }) },
  { does: 'to a version that is not offered', ask: wrong({ type: 'Upgrade', upgrade: { version: '0.1' } }) },
  { does: 'that no engine has', ask: wrong({ type: 'Custom', custom: { name: 'dance' } }) },
  {
    does: 'back to a moment without backups',
    ask: wrong({ type: 'Restore', restore: { pointInTime: { latest: true } } }),
  },
  { does: 'back to a backup that failed', ask: wrong({ type: 'Restore', restore: { backupRef: { name: 'broken' } } }) },
  { does: 'of a generation that never was', ask: wrong({ type: 'Restart', preconditions: { clusterGeneration: 0 } }) },
  { does: 'without what it needs', ask: wrong({ type: 'HorizontalScaling' }), differs: ['typedInputs'] },
  {
    does: 'with what belongs to another',
    ask: wrong({ type: 'Restart', horizontalScaling: { replicas: 3 } }),
    differs: ['typedInputs'],
  },
  {
    does: 'with a field that nobody knows',
    ask: wrong({ type: 'Restart', colour: 'red' }),
    differs: ['typedInputs', 'strictDecoding'],
  },
  {
    does: 'of a database that is not there',
    cluster: 'nobodys',
    ask: wrong({ type: 'Restart' }),
    differs: ['hiddenBehindRights'],
  },
];

export interface BackupScenario extends Differing {
  readonly does: string;
  readonly name: string;
  readonly spec: object;
}

export const BACKUPS: readonly BackupScenario[] = [
  { does: 'of a database without backups', name: 'without', spec: { clusterRef: { name: ORDERS } } },
  {
    does: 'into another storage',
    name: 'elsewhere',
    spec: { clusterRef: { name: ORDERS }, storageRef: { name: 'other' } },
  },
  {
    does: 'of a database that is not there',
    name: 'lost',
    spec: { clusterRef: { name: 'nobodys' } },
    differs: ['ownReasonOfBackups'],
  },
];
