import { unsupportedReason } from '../../../src/operations/index.js';
import { customOperationsOf } from '../../../src/providers/contract/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import type { OperationType } from '../../../src/resources/ops-request/index.js';
import type { Ask } from '../../integration/operations/operation-bench.js';
import type { EngineUnderTest } from './engine-under-test.js';

/** One operation, as any engine that offers its type must carry it out. */
export interface Errand {
  readonly type: OperationType;
  /** What it asks for, of a database as it stands. */
  readonly ask: (engine: EngineUnderTest, cluster: DatabaseCluster) => Omit<Ask, 'type'>;
  /** What it leaves changed in the specification; nothing when absent. */
  readonly leaves?: (spec: DatabaseClusterSpec, ask: Ask) => Partial<DatabaseClusterSpec>;
}

/** A member that can be spared: no other follows it. */
export function spareMember({ status }: DatabaseCluster): string {
  const spare = status?.members?.find(({ role }) => role === 'Replica' || role === 'Peer');
  if (!spare) throw new Error(`nobody can be spared of ${JSON.stringify(status?.members)}`);
  return spare.name;
}

/** In an order in which each finds what it needs; an Upgrade comes last. */
export const ERRANDS: readonly Errand[] = [
  { type: 'Restart', ask: () => ({}) },
  {
    type: 'Reconfiguring',
    ask: (engine) => ({ reconfiguring: { set: [engine.setting()] } }),
    leaves: ({ config = [] }, ask) => ({ config: [...config, ...ask.reconfiguring!.set!] }),
  },
  {
    type: 'VerticalScaling',
    ask: () => ({ verticalScaling: { resources: { cpu: '2' } } }),
    leaves: ({ resources }) => ({ resources: { ...resources, cpu: '2' } }),
  },
  {
    type: 'VolumeExpansion',
    ask: () => ({ volumeExpansion: { size: '2Gi' } }),
    leaves: ({ storage }) => ({ storage: { ...storage, size: '2Gi' } }),
  },
  {
    type: 'HorizontalScaling',
    ask: (engine, { spec }) => ({ horizontalScaling: { replicas: engine.largerThan(spec.clusterSize) } }),
    leaves: (_, ask) => ({ clusterSize: ask.horizontalScaling!.replicas }),
  },
  { type: 'RebuildInstance', ask: (_, cluster) => ({ rebuildInstance: { member: spareMember(cluster) } }) },
  { type: 'Switchover', ask: () => ({}) },
  {
    type: 'Expose',
    ask: () => ({ expose: { type: 'NodePort' } }),
    leaves: () => ({ expose: { type: 'NodePort' } }),
  },
  { type: 'Stop', ask: () => ({}), leaves: () => ({ powerState: 'Stopped' }) },
  { type: 'Start', ask: () => ({}), leaves: () => ({ powerState: 'Running' }) },
  {
    type: 'Upgrade',
    ask: (engine) => ({ upgrade: { version: engine.upgrade().to } }),
    leaves: (_, ask) => ({ version: ask.upgrade!.version }),
  },
];

/** Need a storage to be carried out, and none to be refused. */
export const BACKUP_ERRANDS: readonly Errand[] = [
  { type: 'Backup', ask: () => ({}) },
  { type: 'Restore', ask: () => ({ restore: { backupRef: { name: 'none' } } }) },
];

/** No engine has one of this name. */
export const CUSTOM_ERRAND: Errand = { type: 'Custom', ask: () => ({ custom: { name: 'none' } }) };

/** Why the engine does not offer the type; undefined when it does. */
export const refusalOf = ({ provider }: EngineUnderTest, type: OperationType): string | undefined =>
  unsupportedReason(type, provider);

/** Names of the operations that only this engine has, and that want nothing said beside. */
export const customOf = ({ provider }: EngineUnderTest): string[] =>
  customOperationsOf(provider)
    .filter(({ parameters }) => !parameters.some(({ required }) => required))
    .map(({ name }) => name);
