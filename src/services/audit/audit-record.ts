import type { FieldChange } from '../writing/intent.js';
import type { RequestOrigin } from '../request-scope.js';

export type AuditVerb =
  'apply' | 'cancel' | 'create' | 'delete' | 'discover' | 'get' | 'patch' | 'replace' | 'retry' | 'verify';

/** One write, or one look at credentials: who, what, from where, and what came of it. */
export interface AuditRecord extends Partial<RequestOrigin> {
  /** Tells these lines from those of the log, where both go to one place. */
  readonly kind: 'Audit';
  /** When it began. */
  readonly time: string;
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: AuditVerb;
  /** As RBAC spells it: `databaseclusters`, `databaseclusters/credentials`. */
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly uid?: string;
  /** Whose credentials were looked at. */
  readonly credentialsOf?: string;
  /** Credentials came with the request, and are kept in a Secret. */
  readonly credentialsGiven?: boolean;
  /** Judged, and not stored. */
  readonly dryRun?: boolean;
  /** The same request had been carried out before. */
  readonly replayed?: boolean;
  readonly outcome: 'Succeeded' | 'Refused' | 'Failed';
  /** Of the problem that was answered. */
  readonly code?: string;
  /** What was asked for, field by field; values that may be secret are left out. */
  readonly changes?: readonly FieldChange[];
  /** There were too many to tell them with their values. */
  readonly changesShortened?: boolean;
  readonly durationMs: number;
}

/** Somebody was turned away before anything was looked at. */
export interface RefusalRecord
  extends Partial<RequestOrigin>, Pick<AuditRecord, 'kind' | 'time'>, Partial<Pick<AuditRecord, 'user' | 'groups'>> {
  readonly outcome: 'Refused';
  readonly code: string;
  /** So many more since the last such record were only counted. */
  readonly unwritten?: number;
}

/** Takes records, and never throws nor keeps a request waiting: what it cannot keep it has to say elsewhere. */
export abstract class AuditLog {
  abstract append(record: AuditRecord | RefusalRecord): void;
}
