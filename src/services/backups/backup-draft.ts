import { LABELS } from '../../domain/naming.js';
import { refuseInvalid, type FieldProblem } from '../../domain/problem.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../resources/database-backup/index.js';
import type { Caller } from '../auth/caller.js';
import { namedCluster, withClusterRef } from '../writing/cluster-ref.js';
import type { IdempotencyMark } from '../writing/idempotency.js';
import { keyed, markOf } from '../writing/keyed-object.js';
import { readObjectBody } from '../writing/read-body.js';

/** Where a backup is asked for: of a cluster, or in a namespace with the cluster in the body. */
export interface BackupPlace {
  readonly namespace: string;
  readonly cluster?: string;
}

/** A backup as a caller asks for it, not judged yet. */
export interface BackupDraft {
  readonly backup: DatabaseBackup;
  /** Where the request can be told from others. */
  readonly mark?: IdempotencyMark;
}

const OWN_PREFIX = 'dbaas.io/';
/** What a name can begin with: a caller may have written anything. */
const IS_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** @throws ProblemError naming every member that has no place in the body. */
export function readBackupDraft(
  caller: Caller,
  { namespace, cluster }: BackupPlace,
  body: unknown,
  idempotencyKey: string | undefined,
): BackupDraft {
  const { object } = readObjectBody<DatabaseBackup>(body, { type: DATABASE_BACKUP, namespace, isNameOptional: true });
  refuseInvalid(['labels' as const, 'annotations' as const].flatMap((member) => ownMarks(object, member)));
  const asked = cluster === undefined ? object : withClusterRef(object, cluster);
  const name = namedCluster(asked) ?? '';
  const mark = markOf(caller, asked, ['backups', cluster ?? ''], idempotencyKey);
  return {
    backup: keyed(asked, mark, { keyed: cluster ?? 'backup', free: IS_NAME.test(name) ? `${name}-backup` : 'backup' }),
    mark,
  };
}

/** Loops tell by them who asked for a backup, and when: nobody else may say so. */
function ownMarks({ metadata }: DatabaseBackup, member: 'labels' | 'annotations'): FieldProblem[] {
  return Object.keys(metadata[member] ?? {})
    .filter((key) => key.startsWith(OWN_PREFIX))
    .map((key) => ({
      pointer: `/metadata/${member}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      code: 'forbidden',
      message: `${OWN_PREFIX} is for what the product itself says of a backup`,
    }));
}

/** As backups of every origin are found by `kubectl -l`. */
export function withClusterLabel(backup: DatabaseBackup): DatabaseBackup {
  const { metadata, spec } = backup;
  const labels = { ...metadata.labels, [LABELS.cluster]: spec.clusterRef.name };
  return { ...backup, metadata: { ...metadata, labels } };
}
