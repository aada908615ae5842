import { aBackupWorld } from '../../test/builders/database-backup.js';
import { aBackupDriver } from '../../test/builders/backup-driver.js';
import { anOperationHandler } from '../../test/builders/operation-handler.js';
import { anOpsRequest } from '../../test/builders/ops-request.js';
import { aDatabaseCluster } from '../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../test/builders/database-engine.js';
import { aProvider } from '../../test/builders/provider.js';
import { invalid } from '../domain/validation/field-errors.js';
import { formatJsonPointer } from '../kube/schema/index.js';
import type { CustomOperation, Provider } from '../providers/contract/index.js';
import type { ClusterPhase, DatabaseCluster } from '../resources/database-cluster/index.js';
import type { OpsRequestSpec } from '../resources/ops-request/index.js';
import { availableOperations } from './capabilities.js';
import { judgeRequest, type Judgement } from './judge.js';

const RUNNING = aDatabaseCluster({}, { status: { phase: 'Running', observedGeneration: 1 } });
const BESIDE = { world: aBackupWorld(), now: new Date('2026-11-23T12:00:00Z') };
const OBSERVED = { get: () => undefined, list: () => [], serves: () => true };
const FENCE: CustomOperation = {
  ...anOperationHandler(),
  name: 'fence',
  description: 'Stops the database of a member.',
  parameters: [
    { name: 'member', type: 'String', required: true, description: 'Name of a member.' },
    { name: 'seconds', type: 'Integer', required: false, description: 'How long.', minimum: 1 },
  ],
};
const PROVIDER = aProvider({ operation: anOperationHandler(), customOperations: [FENCE], backups: aBackupDriver() });

function judge(
  spec: Partial<OpsRequestSpec>,
  provider: Provider = PROVIDER,
  cluster: DatabaseCluster = RUNNING,
): Judgement {
  const request = anOpsRequest({ spec });
  return judgeRequest({ request, cluster, engine: aDatabaseEngine(), provider, observed: OBSERVED, ...BESIDE });
}

it.each<{ mistake: string; spec: Partial<OpsRequestSpec>; at: string[] }>([
  { mistake: 'nothing', spec: { type: 'Restart' }, at: [] },
  {
    mistake: 'a size beyond what a cluster may have',
    spec: { type: 'HorizontalScaling', horizontalScaling: { replicas: 100 } },
    at: ['/spec/horizontalScaling/replicas'],
  },
  {
    mistake: 'shards of a database that was made without',
    spec: { type: 'HorizontalScaling', horizontalScaling: { shards: 2 } },
    at: ['/spec/horizontalScaling/shards'],
  },
  {
    mistake: 'volumes that shrink',
    spec: { type: 'VolumeExpansion', volumeExpansion: { size: '5Gi' } },
    at: ['/spec/volumeExpansion/size'],
  },
  {
    mistake: 'a custom operation that is not there',
    spec: { type: 'Custom', custom: { name: 'dance' } },
    at: ['/spec/custom/name'],
  },
  {
    mistake: 'wrong, missing and unknown parameters',
    spec: { type: 'Custom', custom: { name: 'fence', parameters: { seconds: 'many', colour: 'red' } } },
    at: ['/spec/custom/parameters/colour', '/spec/custom/parameters/member', '/spec/custom/parameters/seconds'],
  },
])('blames the field of the request for $mistake', ({ spec, at }) => {
  expect(judge(spec).problems.map(({ path }) => formatJsonPointer(path))).toEqual(at);
});

it('blames a setting where the request gives it', () => {
  const problems = [invalid(['spec', 'config', 1, 'value'], 'must be a size')];
  const provider = aProvider({ operation: anOperationHandler(), problems });
  const cluster = aDatabaseCluster({ config: [{ name: 'jit', value: 'on' }] }, { status: RUNNING.status });
  const reconfiguring = { set: [{ name: 'work_mem', value: 'much' }] };
  // The scripted engine says the same of every cluster; as something new it counts only where the present one has none.
  const judged = judge({ type: 'Reconfiguring', reconfiguring }, withProblemsOfChange(provider), cluster);
  expect(judged.problems.map(({ path }) => formatJsonPointer(path))).toEqual(['/spec/reconfiguring/set/0/value']);
});

/** Finds its problems only in a cluster that has two settings. */
function withProblemsOfChange(provider: Provider): Provider {
  const validate = (cluster: DatabaseCluster): ReturnType<Provider['validate']> =>
    cluster.spec.config?.length === 2 ? [invalid(['spec', 'config', 1, 'value'], 'must be a size')] : [];
  return Object.assign(provider, { validate });
}

it('does not blame a request for what was wrong before', () => {
  const problems = [invalid(['spec', 'proxy', 'type'], 'is not offered')];
  const provider = aProvider({ operation: anOperationHandler(), problems });
  expect(judge({ type: 'HorizontalScaling', horizontalScaling: { replicas: 5 } }, provider).problems).toEqual([]);
});

it('says why an engine does not offer a type', () => {
  expect(judge({ type: 'Stop' }, aProvider()).unsupported).toBe('A widget cannot do that.');
});

it.each<{
  type: OpsRequestSpec['type'];
  phase: ClusterPhase;
  passes: boolean | undefined;
}>([
  { type: 'Restart', phase: 'Running', passes: undefined },
  { type: 'Restart', phase: 'Updating', passes: true },
  { type: 'Restart', phase: 'Stopped', passes: false },
  { type: 'Start', phase: 'Stopped', passes: undefined },
  { type: 'Upgrade', phase: 'Degraded', passes: true },
  { type: 'RebuildInstance', phase: 'Degraded', passes: undefined },
  { type: 'VolumeExpansion', phase: 'Failed', passes: undefined },
  { type: 'Switchover', phase: 'Failed', passes: true },
  { type: 'Backup', phase: 'Running', passes: undefined },
  { type: 'Backup', phase: 'Degraded', passes: undefined },
  { type: 'Backup', phase: 'Failed', passes: true },
  { type: 'Backup', phase: 'Stopped', passes: false },
  { type: 'Restore', phase: 'Degraded', passes: undefined },
  { type: 'Restore', phase: 'Failed', passes: undefined },
  { type: 'Restore', phase: 'Restoring', passes: true },
  { type: 'Restore', phase: 'Stopped', passes: false },
])('$type of a cluster that is $phase', ({ type, phase, passes }) => {
  const cluster = aDatabaseCluster({}, { status: { phase, observedGeneration: 1 } });
  expect(judge({ type }, PROVIDER, cluster).notNow?.passes).toBe(passes);
});

it('waits until the last change of the cluster has been looked at', () => {
  const cluster = { ...RUNNING, metadata: { ...RUNNING.metadata, generation: 2 } };
  expect(judge({ type: 'Restart' }, PROVIDER, cluster).notNow).toMatchObject({ passes: true });
});

describe('what can be done now', () => {
  const available = (provider: Provider, cluster = RUNNING): Record<string, string | true> =>
    Object.fromEntries(
      availableOperations({ cluster, engine: aDatabaseEngine(), provider, observed: OBSERVED, ...BESIDE }).map(
        (operation) => [operation.type, operation.available || operation.reason!],
      ),
    );

  it('is everything that the engine offers, but what is so already', () => {
    expect(available(PROVIDER)).toMatchObject({ Stop: true, Upgrade: true, Custom: true });
    const started = aDatabaseCluster({ powerState: 'Running' }, { status: RUNNING.status });
    expect(available(PROVIDER, started).Start).toBe('It is so already: Running.');
  });

  it('is nothing but a start while it is stopped', () => {
    const stopped = aDatabaseCluster(
      { powerState: 'Stopped' },
      { status: { phase: 'Stopped', observedGeneration: 1 } },
    );
    const answers = available(PROVIDER, stopped);
    expect(Object.keys(answers).filter((type) => answers[type] === true)).toEqual(['Start']);
    expect(answers.Restart).toContain('Start it first');
  });

  it('says why an engine has none of its own', () => {
    expect(available(aProvider()).Custom).toBe('A widget has no operations of its own.');
  });
});

it('has a backup wait for its bucket in the queue, whose limit is shorter than its own', () => {
  const cluster = { ...RUNNING, spec: { ...RUNNING.spec, backup: { storageRef: { name: 'main' } } } };
  const provider = aProvider({ operation: anOperationHandler(), backups: aBackupDriver() });
  expect(judge({ type: 'Backup' }, provider, cluster).notNow).toEqual({
    message: 'There is no BackupStorage "main" in the namespace.',
    passes: true,
  });
});
