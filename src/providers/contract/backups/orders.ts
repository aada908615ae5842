import { apiVersionOf, type ResourceType, type UntypedObject } from '../../../kube/meta/index.js';
import type { DesiredChild } from '../applier.js';
import { ARCHIVE_ANNOTATIONS, type ToldArchive } from '../archives/index.js';
import type { BackupFacts, BackupProgress, BackupSubject } from '../backup.js';
import type { ChildAction } from '../child-action.js';
import { componentLabel, deletionOf, isStaying } from '../objects/index.js';

/** A day: a terabyte, through the network, with the database at work. */
export const BACKUP_TIMEOUT_SECONDS = 86_400;

/** The object that makes an operator take a backup; by the name of ours, where the operator can bear it. */
export interface BackupOrder {
  readonly type: ResourceType;
  readonly name?: string;
  /** Where the operator has been told that it goes. */
  readonly archive: Pick<ToldArchive, 'path'> | undefined;
  readonly spec: (archive: Pick<ToldArchive, 'path'>) => object;
}

export function orderFor({ backup }: BackupSubject, { type, archive, spec, ...order }: BackupOrder): DesiredChild {
  const { name, namespace } = backup.metadata;
  // Asked for only when nothing speaks against it: getting here is a fault of the caller.
  if (!archive) throw new Error(`backup "${name}" has nowhere to go`);
  const object = {
    apiVersion: apiVersionOf(type),
    kind: type.kind,
    metadata: {
      name: order.name ?? name,
      namespace,
      labels: componentLabel('backup'),
      annotations: { [ARCHIVE_ANNOTATIONS.archive]: archive.path },
    },
    spec: spec(archive),
  };
  return { type, object };
}

/** What an operator was asked for; one of that name which was made for another backup goes with that one, and is not seen. */
export function requestedFor(
  type: ResourceType,
  { backup, observed }: BackupSubject,
  name = backup.metadata.name,
): UntypedObject | undefined {
  const found = observed.get(type, name);
  return found?.metadata.ownerReferences?.some(({ uid }) => uid === backup.metadata.uid) ? found : undefined;
}

/** One that hangs would hold up those behind it; what is in the bucket stays. */
export function releaseRequested(type: ResourceType, subject: BackupSubject, name?: string): ChildAction[] {
  const requested = requestedFor(type, subject, name);
  return requested && isStaying(requested) ? [deletionOf(type, requested)] : [];
}

/** A backup that goes before it is complete, whoever took it away. */
export const DELETED_TOO_SOON = "Somebody deletes the operator's backup before it is complete.";

/** What the operator tells of an order that it calls complete; `pathIn`: where it lies, by its folder and its own name. */
export interface ToldFacts extends Pick<Partial<BackupFacts>, 'backupId' | 'startedAt' | 'completedAt' | 'version'> {
  readonly pathIn?: (archive: string, backupId: string) => string;
}

/** To the folder that it was asked to go to, wherever the database has gone on to since. */
export function succeeded(
  { metadata }: Pick<UntypedObject, 'metadata'>,
  { backupId, startedAt, completedAt, version, pathIn = (folder, id) => `${folder}/${id}` }: ToldFacts,
): BackupProgress {
  const archive = metadata.annotations?.[ARCHIVE_ANNOTATIONS.archive];
  if (!backupId || archive === undefined) {
    return { state: 'Failed', message: 'The operator calls it complete and does not say where it is.' };
  }
  return {
    state: 'Succeeded',
    facts: {
      backupId,
      archive,
      path: pathIn(archive, backupId),
      ...(startedAt && { startedAt }),
      ...(completedAt && { completedAt }),
      ...(version && { version }),
    },
  };
}
