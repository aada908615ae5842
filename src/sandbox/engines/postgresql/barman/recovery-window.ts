import { isNotFound } from '../../../../kube/client/kube-error.js';
import { OBJECT_STORE } from '../kinds.js';
import { FIELD_MANAGER } from '../well-known.js';
import type { ArchivePlace } from './archive-place.js';
import type { BackupInfo } from './backup-info.js';
import type { ObjectStore, RecoveryWindow } from './object-store.js';
import type { Session } from './session.js';

const seconds = (time: string | Date): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

/** From when on one can go back, as the catalogue says now. */
export function reportWindow(session: Session, place: ArchivePlace, bases: readonly BackupInfo[]): Promise<void> {
  const [first, last] = [bases[0]?.endTime, bases.at(-1)?.endTime];
  return report(session, place, {
    ...(first && { firstRecoverabilityPoint: seconds(first) }),
    ...(last && { lastSuccessfulBackupTime: seconds(last) }),
  });
}

export const reportFailure = (session: Session, place: ArchivePlace): Promise<void> =>
  report(session, place, { lastFailedBackupTime: seconds(session.now()) });

/** Servers share a store, and none touches what another has said. */
async function report(
  { client, ctx }: Session,
  { store, serverName }: ArchivePlace,
  window: RecoveryWindow,
): Promise<void> {
  const body = { status: { serverRecoveryWindow: { [serverName]: window } } };
  const options = { subresource: 'status', fieldManager: FIELD_MANAGER, signal: ctx.signal } as const;
  const written = await client
    .patch<ObjectStore>(OBJECT_STORE, store, { type: 'merge', body }, options)
    .catch(undefinedWhenGone);
  if (written) ctx.recordWrite(OBJECT_STORE, written);
}

function undefinedWhenGone(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}
