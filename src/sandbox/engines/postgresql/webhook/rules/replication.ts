import type { Cluster } from '../../cluster.js';
import { invalid, when, type AdmissionRule } from '../problem.js';

const instances: AdmissionRule<Cluster> = ({ spec }) => [
  ...when(
    !(spec.instances >= 1),
    invalid(['spec', 'instances'], spec.instances, 'A cluster needs at least one instance'),
  ),
  ...when(
    spec.primaryUpdateStrategy === 'supervised' && spec.instances === 1,
    invalid(
      ['spec', 'primaryUpdateStrategy'],
      'supervised',
      'supervised update strategy is not allowed for clusters with a single instance',
    ),
  ),
];

const syncReplicas: AdmissionRule<Cluster> = ({ spec }) => {
  const { instances: count, minSyncReplicas: min = 0, maxSyncReplicas: max = 0 } = spec;
  return [
    ...when(min < 0, invalid(['spec', 'minSyncReplicas'], min, 'minSyncReplicas must be a non negative integer')),
    ...when(max < 0, invalid(['spec', 'maxSyncReplicas'], max, 'maxSyncReplicas must be a non negative integer')),
    ...when(
      max > 0 && max >= count,
      invalid(['spec', 'maxSyncReplicas'], max, 'maxSyncReplicas must be less than the number of instances'),
    ),
    ...when(
      min > max,
      invalid(['spec', 'minSyncReplicas'], min, 'minSyncReplicas cannot be greater than maxSyncReplicas'),
    ),
  ];
};

const synchronous: AdmissionRule<Cluster> = ({ spec }) => {
  const sync = spec.postgresql?.synchronous;
  if (!sync) return [];
  const path = ['spec', 'postgresql', 'synchronous'];
  const external = [...(sync.standbyNamesPre ?? []), ...(sync.standbyNamesPost ?? [])].length;
  const legacy = (spec.minSyncReplicas ?? 0) > 0 || (spec.maxSyncReplicas ?? 0) > 0;
  return [
    ...when(legacy, invalid(path, sync.number, "Can't have both legacy synchronous replica configuration and new one")),
    ...when(
      sync.number >= spec.instances + external,
      invalid([...path, 'number'], sync.number, 'must be less than the number of instances and standby names together'),
    ),
    ...when(
      sync.dataDurability === 'preferred' && external > 0,
      invalid([...path, 'dataDurability'], 'preferred', "'preferred' needs empty standbyNamesPre and standbyNamesPost"),
    ),
  ];
};

const replicaSource: AdmissionRule<Cluster> = ({ spec }) => {
  const names = new Set((spec.externalClusters ?? []).map(({ name }) => name));
  const { replica } = spec;
  if (!replica) return [];
  return (['source', 'self', 'primary'] as const).flatMap((field) => {
    const value = replica[field];
    const known = value === undefined || names.has(value);
    return when(!known, invalid(['spec', 'replicaCluster', field], value, `External cluster ${value} not found`));
  });
};

export const replicationRules: readonly AdmissionRule<Cluster>[] = [
  instances,
  syncReplicas,
  synchronous,
  replicaSource,
];
