import type { BackupStorage } from '../../../resources/backup-storage/index.js';
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
import type { UntypedObject } from '../../../kube/meta/index.js';
import { MONGODB } from '../dialect.js';
import { CONFIG_REPLSET, STORAGE_NAME } from '../names.js';
import { asPsmdbBackup, type BackupSection, type Psmdb, type PsmdbBackup, type PsmdbRestore } from '../upstream.js';
import { PBM_LAYOUT } from './layout.js';

const OPLOG_SPAN_MINUTES = 1;
/** Until then the operator waits for a database that is not whole any more; after that it gives up. */
const STARTING_DEADLINE_SECONDS = 600;

/** Backups by PBM, which ships the oplog as well. */
export const FORMAT: BackupFormat<Psmdb> = {
  dialect: MONGODB,
  layout: PBM_LAYOUT,
  logDelaySeconds: 2 * OPLOG_SPAN_MINUTES * 60,
  section,
  shipsLog: ({ spec }) => spec.backup?.pitr?.enabled ?? false,
  backupSpec: (clusterName): PsmdbBackup['spec'] => ({
    clusterName,
    storageName: STORAGE_NAME,
    type: 'logical',
    startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
  }),
  restoreSpec,
  tell,
  refuseDivision,
  shippingOf,
  refuseStorage,
};

function section({ image, resources, place, shipsLog }: SectionParts): BackupSection {
  return {
    enabled: true,
    image,
    resources,
    ...(place && {
      storages: { [STORAGE_NAME]: { main: true, ...storageOf(place) } },
      pitr: { enabled: shipsLog, oplogSpanMin: OPLOG_SPAN_MINUTES },
    }),
  };
}

type StorageSection = { readonly type: 's3' | 'minio' | 'gcs' | 'azure' } & Readonly<Record<string, unknown>>;

function storageOf(place: Place): StorageSection {
  const { spec } = place.storage;
  const inside = { prefix: folderOf(place) };
  const keys = { credentialsSecret: place.keys };
  if (spec.type === 'GCS') return { type: 'gcs', gcs: { bucket: spec.bucket, ...inside, ...keys } };
  if (spec.type === 'Azure') {
    return { type: 'azure', azure: { container: spec.bucket, endpointUrl: spec.endpoint, ...inside, ...keys } };
  }
  const { forcePathStyle, bucket } = spec;
  const s3 = { bucket, ...inside, ...s3Of(place), ...(forcePathStyle !== undefined && { forcePathStyle }) };
  return spec.caRef ? { type: 'minio', minio: { ...s3, ...withAuthority(spec) } } : { type: 's3', s3 };
}

/** Only its driver for foreign stores takes an authority; it wants the address without the protocol. */
const withAuthority = ({ endpoint = '', caRef }: BackupStorage['spec']) => ({
  endpointUrl: endpoint.replace(/^https?:\/\//, ''),
  secure: true,
  caBundle: { name: caRef!.name, key: caRef!.key },
});

function restoreSpec({ cluster, place, source }: RestoreParts): PsmdbRestore['spec'] {
  const { type: kind, ...storage } = storageOf(place);
  const pitr = pitrOf(source);
  return {
    clusterName: cluster,
    backupSource: {
      type: 'logical',
      destination: destinationOf(place, source.backupId ?? ''),
      [kind]: storage[kind],
    },
    ...(pitr && { pitr }),
  };
}

const WAITS: Readonly<Record<string, string>> = {
  '': 'The operator has been asked for it.',
  waiting: 'The operator has it in its queue.',
  requested: 'The agents have been asked for it.',
  running: 'The agents take it.',
};

function tell(backup: UntypedObject): ToldBackup {
  const { state = '', error, start, pbmName, lastWriteAt, completed } = asPsmdbBackup(backup)?.status ?? {};
  const startedAt = start;
  if (state === 'ready')
    return { state: 'Succeeded', backupId: pbmName, startedAt, completedAt: lastWriteAt ?? completed };
  if (state === 'error') return { state: 'Failed', message: error };
  return { state: 'Running', message: WAITS[state], startedAt };
}

/** Replica sets come back under the names that they had, all of them and no others. */
function refuseDivision(backup: UntypedObject, { spec }: Psmdb): string | undefined {
  const then = asPsmdbBackup(backup)?.status?.replsetNames;
  const now = [...spec.replsets.map(({ name }) => name), ...(spec.sharding.enabled ? [CONFIG_REPLSET] : [])];
  if (!then || (then.length === now.length && then.every((name) => now.includes(name)))) return undefined;
  const shards = then.filter((name) => name !== CONFIG_REPLSET).length;
  const another = then.includes(CONFIG_REPLSET) ? `with spec.sharding.shards: ${shards}` : 'without spec.sharding';
  return (
    `the backup is of the replica sets ${then.join(', ')}, and the database has ${now.join(', ')}: ` +
    `make another database with it as its dataSource, ${another}`
  );
}

/** The operator tells how far the oplog reaches beside the newest backup, and nothing of what may be wrong with it. */
function shippingOf(newest: UntypedObject | undefined): PerconaLogShipping {
  return { state: asPsmdbBackup(newest)?.status?.latestRestorableTime === undefined ? 'Unknown' : 'Working' };
}

function refuseStorage({ spec }: BackupStorage): string | undefined {
  if (spec.type !== 'GCS' || spec.credentialsRef) return undefined;
  return 'MongoDB reaches Google Cloud Storage with keys alone: name a Secret in the credentialsRef of the storage.';
}
