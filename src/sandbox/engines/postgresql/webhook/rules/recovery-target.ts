import type { FieldError } from '../../../../../kube/schema/index.js';
import type { Cluster, RecoveryTarget } from '../../cluster.js';
import { invalid, required, when, type AdmissionRule } from '../problem.js';

const PATH = ['spec', 'bootstrap', 'recovery', 'recoveryTarget'] as const;
const TARGETS = ['targetTime', 'targetLSN', 'targetXID', 'targetName', 'targetImmediate'] as const;
const MAX_NAME_BYTES = 63;
const MAX_XID = 2 ** 32 - 1;

/** RFC 3339, or as PostgreSQL writes a timestamp. */
const TIME = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)?)?$/;

const VALUES: readonly [keyof RecoveryTarget, (value: string) => boolean, string][] = [
  ['targetTime', (value) => TIME.test(value), 'not a timestamp'],
  ['targetLSN', (value) => /^[0-9A-Fa-f]{1,8}\/[0-9A-Fa-f]{1,8}$/.test(value), 'not a log sequence number'],
  ['targetXID', (value) => /^\d{1,10}$/.test(value) && Number(value) <= MAX_XID, 'not an unsigned 32-bit integer'],
  ['targetName', (value) => Buffer.byteLength(value) <= MAX_NAME_BYTES, 'must be shorter than 64 bytes'],
  ['targetTLI', (value) => /^(latest|[1-9]\d{0,9})$/.test(value), '"latest" or a positive integer'],
];

/** Where replaying stops: one place, spelt so that PostgreSQL can read it, reachable from the base backup chosen. */
export const recoveryTargetRule: AdmissionRule<Cluster> = ({ spec }) => {
  const recovery = spec.bootstrap?.recovery;
  const target = recovery?.recoveryTarget;
  if (!target) return [];
  const chosen = TARGETS.filter((field) => target[field]);
  return [
    ...when(chosen.length > 1, invalid(PATH, chosen.join(', '), 'Recovery target options are mutually exclusive')),
    ...checkValues(target),
    ...checkBackupId(target, recovery.volumeSnapshots !== undefined),
  ];
};

function checkValues(target: RecoveryTarget): FieldError[] {
  return VALUES.flatMap(([field, isValid, detail]) => {
    const value = target[field];
    return when(value && !isValid(String(value)), invalid([...PATH, field], value, detail));
  });
}

function checkBackupId(target: RecoveryTarget, fromSnapshots: boolean): FieldError[] {
  const path = [...PATH, 'backupID'];
  if (fromSnapshots) return when(target.backupID, invalid(path, target.backupID, 'not with volumeSnapshots'));
  const needed = target.targetName || target.targetXID || target.targetImmediate;
  return when(needed && !target.backupID, required(path, 'BackupID is missing'));
}
