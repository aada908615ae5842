import { compareQuantities, parseQuantity } from '../../kube/meta/index.js';
import type { FieldError, FieldPath } from '../../kube/schema/index.js';
import type { ClusterStorage, WalStorage } from '../../resources/database-cluster/index.js';
import type { ClusterRule } from './cluster-rule.js';
import { forbidden, invalid, notSupported } from './field-errors.js';

const STORAGE = ['spec', 'storage'] as const;
const WAL = [...STORAGE, 'wal'] as const;

type Volume = Pick<ClusterStorage, 'size' | 'className'>;

/** Volumes have a positive size, only grow, keep their class, and a log volume exists only where the engine has one. */
export const checkStorage: ClusterRule = ({ spec: { storage } }, { capabilities, previous }) => {
  const before = previous?.spec.storage;
  return [
    ...checkVolume(STORAGE, storage, before),
    ...(storage.wal ? checkVolume(WAL, storage.wal, before?.wal) : checkWalKept(before?.wal)),
    ...(storage.wal && !capabilities.walStorage
      ? [notSupported(WAL, 'this engine keeps its log on the data volume')]
      : []),
  ];
};

function checkVolume(path: FieldPath, volume: Volume, before: Volume | undefined): FieldError[] {
  const sizeErrors = checkPositiveQuantity([...path, 'size'], volume.size);
  if (!before || sizeErrors.length > 0) return sizeErrors;
  return [...checkNoShrink(path, volume, before), ...checkClassKept(path, volume, before)];
}

function checkNoShrink(path: FieldPath, { size }: Volume, before: Volume): FieldError[] {
  if (parseQuantity(before.size) === undefined || compareQuantities(size, before.size) >= 0) return [];
  return [invalid([...path, 'size'], `can only grow; it is ${before.size} now`, { badValue: size })];
}

function checkClassKept(path: FieldPath, { className }: Volume, before: Volume): FieldError[] {
  if (className === before.className) return [];
  const detail = `is immutable: existing volumes stay in ${before.className ?? 'the default class'}`;
  return [invalid([...path, 'className'], detail, { badValue: className })];
}

function checkWalKept(before: WalStorage | undefined): FieldError[] {
  return before ? [forbidden(WAL, 'cannot be removed once the log has a volume of its own')] : [];
}

/** The same test for every amount that a spec names. */
export function checkPositiveQuantity(path: FieldPath, text: string | undefined): FieldError[] {
  if (text === undefined) return [];
  const nanos = parseQuantity(text);
  if (nanos !== undefined && nanos > 0n) return [];
  return [invalid(path, 'must be a quantity above zero, such as 500m, 2Gi or 10', { badValue: text })];
}
