import type { UntypedObject } from '../../../kube/meta/index.js';
import type { BackupStorage } from '../../../resources/backup-storage/index.js';
import { conditionIn } from '../../percona/upstream.js';
import {
  destinationOf,
  folderOf,
  pitrOf,
  s3Of,
  type BackupFormat,
  type PerconaLogShipping,
  type Place,
  type RestoreParts,
  type SectionParts,
  type ToldBackup,
} from '../../percona/backups/index.js';
import { MYSQL } from '../dialect.js';
import { LOG_STORAGE_NAME, STORAGE_NAME } from '../names.js';
import { asPxcBackup, type BackupSection, type Pxc, type PxcBackup, type PxcRestore } from '../upstream.js';
import { LOG_FOLDER, XTRABACKUP_LAYOUT } from './layout.js';

const UPLOAD_SECONDS = 60;
/** Without one, the operator waits for ever for a database that is not whole. */
const STARTING_DEADLINE_SECONDS = 600;
const SUSPENDED_DEADLINE_SECONDS = 3_600;

/** Backups by XtraBackup, and the binary log by an uploader of its own. */
export const FORMAT: BackupFormat<Pxc> = {
  dialect: MYSQL,
  layout: XTRABACKUP_LAYOUT,
  logDelaySeconds: 3 * UPLOAD_SECONDS,
  section,
  shipsLog: ({ spec }) => spec.backup?.pitr?.enabled ?? false,
  backupSpec: (pxcCluster): PxcBackup['spec'] => ({
    pxcCluster,
    storageName: STORAGE_NAME,
    startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
    suspendedDeadlineSeconds: SUSPENDED_DEADLINE_SECONDS,
  }),
  restoreSpec,
  tell,
  // Every member has all of it.
  shippingOf,
  refuseStorage,
};

function section({ image, resources, place, shipsLog }: SectionParts): BackupSection {
  if (!place) return { image };
  return {
    image,
    storages: {
      [STORAGE_NAME]: { ...storageOf(place), resources },
      [LOG_STORAGE_NAME]: { ...storageOf(logOf(place)), resources },
    },
    pitr: {
      enabled: shipsLog,
      storageName: LOG_STORAGE_NAME,
      timeBetweenUploads: UPLOAD_SECONDS,
      // Without them the uploader falls over with some storages.
      resources,
    },
  };
}

/** The operator wants the log in a storage of its own. */
const logOf = (place: Place): Place => ({ ...place, archive: `${place.archive}/${LOG_FOLDER}` });

type StorageSection = { readonly type: 's3' | 'azure' } & Readonly<Record<string, unknown>>;

/** It has no field for a folder: that stands behind the name of the bucket. */
function storageOf(place: Place): StorageSection {
  const { spec } = place.storage;
  const bucket = `${spec.bucket}/${folderOf(place)}`;
  if (spec.type === 'Azure') {
    return { type: 'azure', azure: { container: bucket, endpointUrl: spec.endpoint, credentialsSecret: place.keys } };
  }
  const { caRef } = spec;
  return {
    type: 's3',
    s3: { bucket, ...s3Of(place), ...(caRef && { caBundle: { name: caRef.name, key: caRef.key } }) },
  };
}

function restoreSpec({ cluster, place, source }: RestoreParts): PxcRestore['spec'] {
  const { type: _type, ...storage } = storageOf(place);
  const { type: _logType, ...log } = storageOf(logOf(place));
  const pitr = pitrOf(source);
  return {
    pxcCluster: cluster,
    backupSource: { destination: destinationOf(place, source.backupId ?? ''), ...storage },
    ...(pitr && { pitr: { ...pitr, backupSource: log } }),
  };
}

const WAITS: Readonly<Record<string, string>> = {
  '': 'The operator has been asked for it, and waits for the database to be whole.',
  Starting: 'The job that takes it is being started.',
  Running: 'The job takes it.',
  Suspended: 'The job was suspended, for the database is not whole; it goes on when it is.',
};

function tell(backup: UntypedObject): ToldBackup {
  const { state = '', error, destination = '', completed } = asPxcBackup(backup)?.status ?? {};
  const startedAt = backup.metadata.creationTimestamp;
  if (state === 'Failed') return { state: 'Failed', message: error };
  if (state !== 'Succeeded') return { state: 'Running', message: WAITS[state], startedAt };
  const backupId = destination.slice(destination.lastIndexOf('/') + 1);
  return { state: 'Succeeded', backupId, startedAt, completedAt: completed };
}

/** The operator tells of the log beside the newest backup: how far it reaches, or that a part of it is missing. */
function shippingOf(newest: UntypedObject | undefined): PerconaLogShipping {
  const { conditions, latestRestorableTime } = asPxcBackup(newest)?.status ?? {};
  const gap = conditionIn(conditions, 'PITRReady');
  if (gap?.status !== 'False') return { state: latestRestorableTime === undefined ? 'Unknown' : 'Working' };
  const { reason, message, lastTransitionTime } = gap;
  return {
    state: 'Failing',
    hasHole: true,
    trouble: `A part of the binary log is missing${message ? `: ${message}` : ` (${reason ?? 'PITRReady'})`}.`,
    ...(lastTransitionTime && { failingSince: lastTransitionTime }),
  };
}

function refuseStorage({ spec }: BackupStorage): string | undefined {
  if (spec.type !== 'GCS') return undefined;
  return (
    'MySQL reaches Google Cloud Storage by its S3 protocol alone: make a BackupStorage of type S3 with the endpoint ' +
    'https://storage.googleapis.com and an HMAC key.'
  );
}
