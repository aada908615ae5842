import { storageStanding } from '../backups/index.js';
import type { Predicate } from '../kube/manager/index.js';
import { jsonEqual } from '../kube/schema/index.js';
import type { BackupStorage } from '../resources/backup-storage/index.js';

/** Storages are probed again and again, mostly with the same end. */
export const isTriedOtherwise: Predicate<BackupStorage> = ({ previous, object }) =>
  !jsonEqual(storageStanding(previous), storageStanding(object));
