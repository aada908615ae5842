import { forbidden, invalid } from '../domain/validation/field-errors.js';
import type { FieldError, FieldPath } from '../kube/schema/index.js';
import { takesBackups, type BackupDriver, type Provider, type ResolvedSource } from '../providers/contract/index.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { DatabaseCluster, DataSource, PointInTime, RecoverySource } from '../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../resources/database-engine/index.js';
import { describeWindow } from './describe-window.js';
import { refuseDivision, shardsOf } from './division.js';
import { isDataMissing, isUsable } from './phases.js';
import { compareTimes, segmentAt, type RecoverySegment } from './recovery-window.js';
import { segmentsBeside, segmentsOfCluster } from './segments-of-cluster.js';
import { readinessOf } from './storage-readiness.js';
import type { BackupWorld } from './world.js';

/** Who is to be filled, and what is known. */
export interface SourceInput {
  /** As it is asked for. */
  readonly cluster: DatabaseCluster;
  readonly catalogue: DatabaseEngine;
  readonly provider: Provider;
  readonly world: BackupWorld;
  readonly now: Date;
  /** The object that says the source, for the paths of problems. */
  readonly at: FieldPath;
}

export type SourceVerdict = { readonly resolved: ResolvedSource } | { readonly problem: FieldError };

/** What the source of a new database means now: decided, and recorded, before anything is made of it. */
export function resolveSource(source: DataSource, input: SourceInput): SourceVerdict {
  const verdict = judged(source, input, (driver) => {
    const { backupRef, clusterRef, storage, pointInTime } = source;
    if (backupRef) return ofBackup(backupRef.name, pointInTime, input);
    if (clusterRef) return ofOrigin(clusterRef.name, pointInTime, input);
    return ofPath(storage!, pointInTime, input, driver);
  });
  const misfit = 'resolved' in verdict ? misfitOf(verdict.resolved, input) : undefined;
  return misfit ? refuse(misfit) : verdict;
}

/** In place the engine compares what is there with what is in the backup; of what is to be made there is only the wish. */
function misfitOf({ shards }: ResolvedSource, { cluster, provider: { backups } }: SourceInput): FieldError | undefined {
  if (!takesBackups(backups) || !backups.needsSameShards || shards === undefined) return undefined;
  return refuseDivision(cluster, shards);
}

/** What a database can go back to in place: one of its backups, or a moment of its own past. */
export function resolveReturn(
  { backupRef, pointInTime }: Pick<DataSource, 'backupRef' | 'pointInTime'>,
  input: SourceInput,
): SourceVerdict {
  return judged({ pointInTime }, input, () =>
    backupRef
      ? ofBackup(backupRef.name, pointInTime, input)
      : ofMoment(input.cluster.metadata.name, pointInTime, input),
  );
}

function judged(
  { pointInTime }: Pick<DataSource, 'pointInTime'>,
  input: SourceInput,
  resolve: (driver: BackupDriver) => SourceVerdict,
): SourceVerdict {
  const { backups, engine } = input.provider;
  if (!takesBackups(backups)) return refuse(forbidden(input.at, backups.unsupported));
  if (pointInTime && !hasLog(input)) {
    const detail = `databases of ${engine} go back to their backups alone: name one by backupRef, and no moment`;
    return refuse(forbidden([...input.at, 'pointInTime'], detail));
  }
  const verdict = resolve(backups);
  if ('problem' in verdict) return verdict;
  const { source, version } = verdict.resolved;
  const why = unusable(source.storage, backups, input.world) ?? mismatch(version, backups, input);
  return why ? refuse(invalid(input.at, why)) : verdict;
}

function ofBackup(name: string, pointInTime: PointInTime | undefined, input: SourceInput): SourceVerdict {
  const at = [...input.at, 'backupRef', 'name'];
  const backup = input.world.backup(name);
  const mistake = backup ? mistakeOf(backup, input) : 'there is no DatabaseBackup of this name in the namespace';
  if (!backup || mistake) return refuse(invalid(at, mistake!, { badValue: name }));
  const { storage = '', archive = '', backupId } = backup.status!;
  const known = knownOf(backup);
  if (!pointInTime) return { resolved: { source: { storage, archive, backupId }, ...known } };
  const { time } = pointInTime;
  if (!time) return { resolved: { source: { storage, archive, ...toTheEnd(backupId, input) }, ...known } };
  const outside = outsideOf(segmentFrom(backup, input), time, input);
  return outside ? refuse(outside) : { resolved: { source: { storage, archive, backupId, time }, ...known } };
}

const knownOf = (backup: DatabaseBackup | undefined): Omit<ResolvedSource, 'source'> => ({
  version: backup?.status?.version,
  shards: shardsOf(backup),
});

function mistakeOf(backup: DatabaseBackup, { provider }: SourceInput): string | undefined {
  const { phase = 'Pending', engine, message = '' } = backup.status ?? {};
  if (!isUsable(backup)) return `it is ${phase}, and only one that has succeeded can be restored. ${message}`.trimEnd();
  if (isDataMissing(backup)) return 'its data is not in the bucket any more';
  if (engine === provider.engine) return undefined;
  return `it is a backup of ${engine ?? 'an unknown engine'}, and this database is of ${provider.engine}`;
}

/** From the end of this backup to the end of the log. */
function segmentFrom(backup: DatabaseBackup, { world }: SourceInput): RecoverySegment[] {
  return segmentsBeside(backup, world)
    .filter(({ backups }) => backups.includes(backup.metadata.name))
    .map((segment) => ({ ...segment, from: backup.status!.recoverableFrom! }));
}

function ofOrigin(name: string, pointInTime: PointInTime | undefined, input: SourceInput): SourceVerdict {
  const origin = input.world.cluster(name);
  if (!origin || origin.spec.engine === input.provider.engine) return ofMoment(name, pointInTime, input);
  const detail = `it is of ${origin.spec.engine}, and this database is of ${input.provider.engine}`;
  return refuse(invalid([...input.at, 'clusterRef', 'name'], detail, { badValue: name }));
}

/** As a database was at a moment; the latest when none is named. */
function ofMoment(name: string, pointInTime: PointInTime | undefined, input: SourceInput): SourceVerdict {
  const segments = segmentsOfCluster(name, input.world);
  const newest = segments.at(-1);
  if (!newest) return refuse(invalid(input.at, `"${name}" has no backup that can be restored`));
  const time = pointInTime?.time;
  if (!time) return { resolved: placed(newest, undefined, input) };
  const outside = outsideOf(segments, time, input);
  return outside ? refuse(outside) : { resolved: placed(segmentAt(segments, time)!, time, input) };
}

function placed(segment: RecoverySegment, time: string | undefined, input: SourceInput): ResolvedSource {
  const { storage, archive, backups } = segment;
  const whole = backups.map((name) => input.world.backup(name)).filter((backup) => backup && !isDataMissing(backup));
  // The log of one life of a database can be played on any of its backups; the newest before the moment takes the least.
  const base = whole.findLast((backup) => !time || isUntil(backup?.status?.recoverableFrom, time));
  const { backupId } = base?.status ?? {};
  const known = knownOf(base);
  if (!time) return { source: { storage, archive, ...toTheEnd(backupId, input) }, ...known };
  return { source: { storage, archive, ...(needsBase(input) && backupId && { backupId }), time }, ...known };
}

const hasLog = ({ provider, world }: SourceInput): boolean => world.hasLog(provider.engine);

const isUntil = (from: string | undefined, time: string): boolean =>
  from !== undefined && compareTimes(from, time) <= 0;

const needsBase = ({ provider: { backups } }: SourceInput): boolean =>
  takesBackups(backups) && backups.needsBase === true;

/** As far as the log reaches, where there is one: engines that choose by themselves where to begin are told nothing else. */
const toTheEnd = (backupId: string | undefined, input: SourceInput): Pick<RecoverySource, 'backupId' | 'latest'> =>
  needsBase(input) && backupId !== undefined ? { backupId, ...(hasLog(input) && { latest: true }) } : {};

function outsideOf(
  segments: readonly RecoverySegment[],
  time: string,
  { at, now }: SourceInput,
): FieldError | undefined {
  const path = [...at, 'pointInTime', 'time'];
  if (Date.parse(time) > now.getTime()) return invalid(path, 'lies in the future', { badValue: time });
  if (segmentAt(segments, time)) return undefined;
  return invalid(path, `there is no way back to it: ${describeWindow(segments)}`, { badValue: time });
}

function ofPath(
  { storageRef: { name: storage }, path }: NonNullable<DataSource['storage']>,
  { time, latest }: PointInTime = {},
  input: SourceInput,
  { layout }: BackupDriver,
): SourceVerdict {
  const { archive, backupId } = layout.placeOf(path) ?? { archive: path };
  if (backupId === undefined && needsBase(input)) {
    const detail = 'is not the path of a backup: this engine must be told which one to begin with (status.path)';
    return refuse(invalid([...input.at, 'storage', 'path'], detail, { badValue: path }));
  }
  if (latest) return { resolved: { source: { storage, archive, ...toTheEnd(backupId, input) } } };
  return { resolved: { source: { storage, archive, ...(backupId && { backupId }), ...(time && { time }) } } };
}

/** A bucket that cannot be entered would only fail later, after something was made. */
function unusable(name: string, { refuseStorage }: BackupDriver, world: BackupWorld): string | undefined {
  const storage = world.storage(name);
  const { isReady, message } = readinessOf(name, storage);
  return isReady ? storage && refuseStorage?.(storage) : message;
}

function mismatch(
  version: string | undefined,
  driver: BackupDriver,
  { cluster, catalogue }: SourceInput,
): string | undefined {
  return version === undefined ? undefined : driver.refuseVersion(cluster, catalogue, version);
}

const refuse = (problem: FieldError): SourceVerdict => ({ problem });
