import { manifestName, serializeManifest, snapshotOf, type BackupManifest } from '../../backups/index.js';
import { ANNOTATIONS, LABELS } from '../../domain/naming.js';
import { findObject, type Bucket, type BucketWork } from '../../object-storage/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { BackupView } from './backup-view.js';
import { findExisting, type Finding, type Reading } from './find-existing.js';
import { isManifestOf } from './look-up-manifest.js';
import { surveyBackup, type Survey } from './survey.js';

/** Looks for what somebody says is there. */
export function findWork({ backup, readings }: BackupView): BucketWork<Finding> {
  const { namespace = '', name, annotations } = backup.metadata;
  const { clusterRef, existing } = backup.spec;
  const hint = annotations?.[ANNOTATIONS.manifest];
  const query = { namespace, name, cluster: clusterRef.name, path: existing!.path, hint };
  const wanted = { size: true, logEnd: true };
  return (bucket, signal) => findExisting(bucket, readings, { ...query, wanted }, signal);
}

/** Measures a backup of ours, and writes down beside it what it takes to make its database again. */
export function recordWork({ backup, writer }: BackupView, { engine, place }: Reading): BucketWork<Survey | undefined> {
  return async (bucket, signal) => {
    const survey = await surveyBackup(bucket, place, { size: true, logEnd: !writer }, signal);
    if (!survey) return undefined;
    const manifest = manifestOf(backup, engine, { place, survey, snapshot: keptSnapshot({ backup, writer }) });
    await bucket.put(manifestName(backup), Buffer.from(serializeManifest(manifest)), signal);
    return survey;
  };
}

/** Whether a backup that was there still is. When it is gone, nothing shall tell of it any more. */
export function checkWork({ backup, writer }: BackupView, { place }: Reading): BucketWork<Survey | undefined> {
  return async (bucket, signal) => {
    const survey = await surveyBackup(bucket, place, { logEnd: !writer }, signal);
    if (!survey) await removeManifest(bucket, backup, signal);
    return survey;
  };
}

/** The specification as it was; as it is, where nobody kept it and the database is the same still. */
export const keptSnapshot = ({ backup, writer }: Pick<BackupView, 'backup' | 'writer'>): unknown =>
  backup.status?.clusterSnapshot ?? (writer && snapshotOf(writer));

async function removeManifest(bucket: Bucket, backup: DatabaseBackup, signal: AbortSignal): Promise<void> {
  const hint = backup.metadata.annotations?.[ANNOTATIONS.manifest];
  const isFound = backup.spec.existing !== undefined;
  const name = isFound ? hint : manifestName(backup);
  if (!isManifestOf(backup.metadata.namespace!, name)) return;
  if (await findObject(bucket, name, signal)) await bucket.delete(name, signal);
}

interface ManifestParts {
  readonly place: Reading['place'];
  readonly survey: Survey;
  readonly snapshot: unknown;
}

function manifestOf(
  { metadata, spec, status = {} }: DatabaseBackup,
  engine: string,
  { place: { path, archive, backupId }, survey: { sizeBytes }, snapshot }: ManifestParts,
): BackupManifest {
  const { version, startedAt, completedAt } = status;
  const { namespace = '', name } = metadata;
  const uid = metadata.labels?.[LABELS.clusterUid];
  return {
    cluster: { namespace, name: spec.clusterRef.name, ...(uid && { uid }), engine },
    backup: { name, path, archive, backupId, version, startedAt, completedAt, sizeBytes },
    ...(snapshot !== undefined && { clusterSnapshot: snapshot as object }),
  };
}
