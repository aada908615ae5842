import type { KubeObject } from '../../../kube/meta/index.js';
import { ARCHIVE_ANNOTATIONS } from './annotations.js';

/** Where a database writes to, as the operator has been told. */
export interface ToldArchive {
  /** Name of the BackupStorage. */
  readonly storage: string;
  /** Counted from the prefix of the storage. */
  readonly path: string;
}

/** By our own words beside the operator's: written with them, and taken away with them. */
export function toldArchiveOf(upstream: KubeObject | undefined): ToldArchive | undefined {
  const annotations = upstream?.metadata.annotations ?? {};
  const [storage, path] = [annotations[ARCHIVE_ANNOTATIONS.storage], annotations[ARCHIVE_ANNOTATIONS.archive]];
  return storage !== undefined && path !== undefined ? { storage, path } : undefined;
}
