import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import type { Database } from '../../percona/data/database.js';
import { placeIdOf, type S3Section } from '../../percona/storage/s3-section.js';
import { isSharded, replsetsOf, type Psmdb, type StorageSpec } from '../psmdb.js';
import { CONFIG_REPLSET } from '../well-known.js';
import type { PsmdbBackup, PsmdbRestore } from './orders.js';

/** What a MongoDB has on its disks. */
export interface MongoDatabase extends Database {
  /** Up to when the oplog is in its place; absent until a full backup has been taken there. */
  readonly since?: string;
}

export interface MongoBackupTypes {
  readonly cluster: Psmdb;
  readonly database: MongoDatabase;
  readonly backup: PsmdbBackup;
  readonly restore: PsmdbRestore;
}

/** The component of pods that hold data. */
export const MONGOD = 'mongod';

export const shardsOf = (cluster: Psmdb): string[] => replsetsOf(cluster).map(({ name }) => name);

/** Those that PBM works on: the shards, and the config servers where there are any. */
export const backedUpReplsets = (cluster: Psmdb): string[] => [
  ...shardsOf(cluster),
  ...(isSharded(cluster) ? [CONFIG_REPLSET] : []),
];

/** `8.0`, of what runs. */
export function fcvOf({ spec, status }: Psmdb): string {
  const version = status?.mongoVersion ?? spec.image.slice(spec.image.lastIndexOf(':') + 1);
  return version.split('.').slice(0, 2).join('.');
}

/** By either driver that speaks S3. @throws ArchiveError when there is none, or none of S3. */
export function sectionOf(storage: StorageSpec | undefined, name: string): S3Section {
  if (!storage) throw new ArchiveError(`unable to get storage '${name}'`);
  const { type, s3, minio } = storage;
  if (type === 's3' && s3) return s3 as S3Section;
  if (type === 'minio' && minio) return withProtocol(minio as S3Section & { secure?: boolean });
  throw new ArchiveError('the sandbox knows storages of S3 alone');
}

/** The driver for foreign stores takes the address without the protocol. */
const withProtocol = ({ secure, endpointUrl, ...section }: S3Section & { secure?: boolean }): S3Section => ({
  ...section,
  ...(endpointUrl !== undefined && { endpointUrl: `${secure ? 'https' : 'http'}://${endpointUrl}` }),
});

export const storageNamed = ({ spec }: Psmdb, name: string): S3Section =>
  sectionOf(spec.backup?.storages?.[name], name);

/** Where the oplog goes; undefined while it goes nowhere. */
export function mainStorage({ spec }: Psmdb): S3Section | undefined {
  const storages = Object.values(spec.backup?.storages ?? {});
  const main = storages.length === 1 ? storages[0] : storages.find((storage) => storage.main);
  const isKnown = main?.type === 's3' || main?.type === 'minio';
  return spec.backup?.enabled && isKnown ? sectionOf(main, 'main') : undefined;
}

/** Whether the oplog is shipped after a backup in this very place. */
export const followsFrom = (database: MongoDatabase, section: S3Section): boolean =>
  database.since !== undefined && database.place === placeIdOf(section);
