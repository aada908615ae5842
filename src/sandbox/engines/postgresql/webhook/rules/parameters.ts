import { compareQuantities, isQuantity } from '../../../../../kube/meta/index.js';
import type { FieldError } from '../../../../../kube/schema/index.js';
import type { Cluster } from '../../cluster.js';
import { isForbiddenParameter } from '../../postgres-parameters.js';
import { invalid, when, type AdmissionRule } from '../problem.js';
import { requestedSize } from './storage.js';

const PATH = ['spec', 'postgresql', 'parameters'] as const;
const NAME = /^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)?$/;

type Parameters = Readonly<Record<string, string>>;

const parametersOf = (cluster: Cluster): Parameters => cluster.spec.postgresql?.parameters ?? {};

const names: AdmissionRule<Cluster> = (cluster) =>
  Object.entries(parametersOf(cluster)).flatMap(([name, value]) => {
    if (!NAME.test(name)) return [invalid([...PATH, name], name, 'invalid parameter name')];
    return when(
      isForbiddenParameter(name, value),
      invalid([...PATH, name], value, "Can't set fixed configuration parameter"),
    );
  });

const walLevel: AdmissionRule<Cluster> = (cluster) => {
  const value = parametersOf(cluster)['wal_level'];
  if (value === undefined) return [];
  const path = [...PATH, 'wal_level'];
  if (!['minimal', 'replica', 'logical'].includes(value))
    return [invalid(path, value, 'unrecognized `wal_level` value')];
  const archives =
    cluster.spec.backup?.barmanObjectStore || cluster.spec.plugins?.some((plugin) => plugin.isWALArchiver);
  const needsMore = cluster.spec.instances > 1 || archives;
  return when(
    value === 'minimal' && needsMore,
    invalid(path, value, '`wal_level` must be replica or logical to replicate or archive'),
  );
};

const ON = new Set(['on', 'true', 'yes', '1']);

const walLogHints: AdmissionRule<Cluster> = (cluster) => {
  const value = parametersOf(cluster)['wal_log_hints'];
  if (value === undefined || cluster.spec.instances <= 1) return [];
  const detail = '`wal_log_hints` must be set to `on` when `instances` > 1';
  return when(!ON.has(value.toLowerCase()), invalid([...PATH, 'wal_log_hints'], value, detail));
};

const MEMORY = /^\s*(\d{1,15})\s*(kB|MB|GB|TB)?\s*$/;
const UNIT_SUFFIX: Readonly<Record<string, string>> = { kB: 'Ki', MB: 'Mi', GB: 'Gi', TB: 'Ti' };

/** PostgreSQL's `512MB` as a Kubernetes quantity; a bare number counts as megabytes here, as the operator has it. */
export function memoryQuantity(text: string): string | undefined {
  const match = MEMORY.exec(text);
  return match ? `${match[1]}${UNIT_SUFFIX[match[2] ?? 'MB']}` : undefined;
}

const sharedBuffers: AdmissionRule<Cluster> = (cluster) => {
  const value = parametersOf(cluster)['shared_buffers'];
  if (value === undefined) return [];
  const size = memoryQuantity(value);
  if (!size) return [invalid([...PATH, 'shared_buffers'], value, 'shared_buffers is not a size')];
  const memory = cluster.spec.resources?.requests?.['memory'];
  const tooMuch = memory !== undefined && isQuantity(String(memory)) && compareQuantities(memory, size) < 0;
  const detail = 'Memory request is lower than PostgreSQL `shared_buffers` value';
  return when(tooMuch, invalid(['spec', 'resources', 'requests', 'memory'], memory, detail));
};

const walSizes: AdmissionRule<Cluster> = (cluster) => {
  const { min_wal_size: min = '80MB', max_wal_size: max = '1GB' } = parametersOf(cluster);
  const [least, most] = [memoryQuantity(min), memoryQuantity(max)];
  if (!least) return [invalid([...PATH, 'min_wal_size'], min, 'min_wal_size is not a size')];
  if (!most) return [invalid([...PATH, 'max_wal_size'], max, 'max_wal_size is not a size')];
  const crossed = compareQuantities(least, most) > 0;
  return [
    ...when(crossed, invalid([...PATH, 'min_wal_size'], min, `min_wal_size must be less than max_wal_size (${max})`)),
    ...fitsWalVolume(cluster, 'min_wal_size', least),
    ...fitsWalVolume(cluster, 'max_wal_size', most),
  ];
};

function fitsWalVolume(cluster: Cluster, parameter: string, quantity: string): FieldError[] {
  const volume = cluster.spec.walStorage && requestedSize(cluster.spec.walStorage);
  if (!volume || !isQuantity(volume)) return [];
  const tooBig = compareQuantities(quantity, volume) >= 0;
  return when(tooBig, invalid([...PATH, parameter], quantity, `must be smaller than walStorage (${volume})`));
}

export const parameterRules: readonly AdmissionRule<Cluster>[] = [
  names,
  walLevel,
  walLogHints,
  sharedBuffers,
  walSizes,
];
