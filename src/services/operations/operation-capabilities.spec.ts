import { systemClock } from '../../kube/clock.js';
import { aBackupWorld } from '../../../test/builders/database-backup.js';
import { aClusterThatRan } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { anOperationHandler } from '../../../test/builders/operation-handler.js';
import { aProvider } from '../../../test/builders/provider.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import type { ClusterCaches } from '../../caches/index.js';
import { ProviderRegistry } from '../../providers/contract/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { OPERATION_TYPES, type OperationType } from '../../resources/ops-request/index.js';
import type { BackupSight } from '../backups/backup-sight.js';
import { OperationCapabilities, type OperationCapability } from './operation-capabilities.js';
import { OperationJudge } from './operation-judge.js';

const reload = { name: 'reload', description: 'Reads the settings again.', parameters: [] };
const engine: DatabaseEngine = {
  ...aDatabaseEngine(),
  status: {
    capabilities: {
      proxies: [],
      expose: [],
      walStorage: true,
      sharding: false,
      powerState: true,
      customOperations: [reload],
    },
  },
};

function capabilities(engines: DatabaseEngine[] = [engine], operation = anOperationHandler()): OperationCapabilities {
  const providers = new ProviderRegistry([aProvider({ operation })]);
  const caches: Partial<ClusterCaches> = {
    backupWorld: () => aBackupWorld(),
    providers,
    engines: new InMemoryInformer(engines).asInformer,
    observe: () => ({}) as ReturnType<ClusterCaches['observe']>,
  };
  const judge = new OperationJudge(caches as ClusterCaches, systemClock, {} as BackupSight);
  return new OperationCapabilities(judge, providers);
}

const running = aClusterThatRan({}, { observedGeneration: 1 });
const stopped = aClusterThatRan({ powerState: 'Stopped' }, { phase: 'Stopped', observedGeneration: 1 });

const find = (type: OperationType, cluster = running): OperationCapability | undefined =>
  capabilities()
    .of(cluster)
    .find((capability) => capability.type === type);

describe('OperationCapabilities', () => {
  it('answers for every type', () => {
    expect(
      capabilities()
        .of(running)
        .map(({ type }) => type),
    ).toEqual(OPERATION_TYPES);
  });

  it('gives a reason for each no', () => {
    expect(find('Restart')).toMatchObject({ available: true, disruption: 'Rolling' });
    expect(find('Restart', stopped)).toMatchObject({ available: false, reason: expect.stringContaining('stopped') });
  });

  it('shows what a type is to be told, and what an engine has of its own', () => {
    expect(find('HorizontalScaling')?.parameters?.properties).toHaveProperty('replicas');
    expect(find('Stop')?.parameters).toBeUndefined();
    expect(find('Custom')?.customOperations).toEqual([reload]);
    expect(find('Restart')).not.toHaveProperty('customOperations');
  });

  it('tells of an engine what its databases can have at all, with the same schemas', () => {
    const handler = anOperationHandler({ alwaysDisrupts: 'Rolling' });
    const offered = capabilities([engine], handler).ofEngine(engine);
    expect(offered.map(({ type }) => type)).toEqual(OPERATION_TYPES);
    expect(offered.find(({ type }) => type === 'HorizontalScaling')).toEqual({
      type: 'HorizontalScaling',
      available: true,
      disruption: 'Rolling',
      parameters: find('HorizontalScaling')!.parameters,
    });
  });

  it('offers nothing of an engine that is only in the catalogue, and says why', () => {
    const strange = { ...engine, metadata: { name: 'strange' } };
    const offered = capabilities().ofEngine(strange);
    expect(offered.map(({ available, reason }) => [available, typeof reason])).toEqual(
      OPERATION_TYPES.map(() => [false, 'string']),
    );
  });

  it('cannot answer while the catalogue lacks the engine', () => {
    expect(() => capabilities([]).of(running)).toThrow(expect.objectContaining({ code: 'unavailable' }));
  });
});
