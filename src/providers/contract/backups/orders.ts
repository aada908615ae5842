import type { ResourceType, UntypedObject } from '../../../kube/meta/index.js';
import type { BackupSubject } from '../backup.js';
import type { ChildAction } from '../child-action.js';
import { deletionOf, isStaying } from '../objects/index.js';

/** What an operator was asked for; one of that name which was made for another backup goes with that one, and is not seen. */
export function requestedFor(type: ResourceType, { backup, observed }: BackupSubject): UntypedObject | undefined {
  const { name, uid } = backup.metadata;
  const found = observed.get(type, name);
  return found?.metadata.ownerReferences?.some((owner) => owner.uid === uid) ? found : undefined;
}

/** One that hangs would hold up those behind it; what is in the bucket stays. */
export function releaseRequested(type: ResourceType, subject: BackupSubject): ChildAction[] {
  const requested = requestedFor(type, subject);
  return requested && isStaying(requested) ? [deletionOf(type, requested)] : [];
}

/** A backup that goes before it is complete, whoever took it away. */
export const DELETED_TOO_SOON = "Somebody deletes the operator's backup before it is complete.";
