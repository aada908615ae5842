import type { Clock } from '../../kube/clock.js';
import { KubeError } from '../../kube/client/index.js';
import type { KubeObject } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import type { Caller } from '../auth/caller.js';
import { problemOf } from '../kube-problems.js';
import { currentRequest } from '../request-scope.js';
import type { FieldChange } from '../writing/intent.js';
import type { AuditLog, AuditRecord, AuditVerb } from './audit-record.js';
import { auditedChanges } from './audited-changes.js';

/** What a caller is about to do, as far as their request tells. */
export interface AuditedAction {
  readonly verb: AuditVerb;
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly credentialsOf?: string;
  readonly credentialsGiven?: boolean;
  readonly dryRun?: boolean;
}

/** What came of it. */
export interface AuditedResult {
  /** Undefined when it is gone. */
  readonly object?: Pick<KubeObject, 'metadata'>;
  readonly changes?: readonly FieldChange[];
  readonly replayed?: boolean;
}

type Ending = Pick<AuditRecord, 'outcome' | 'code' | 'name' | 'uid' | 'replayed' | 'changes' | 'changesShortened'>;

/** Writes down what callers do. */
export class AuditTrail {
  constructor(
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Does the work and writes one record, whatever comes of it, before its answer goes out. */
  async record<T>(
    caller: Caller,
    action: AuditedAction,
    work: () => Promise<T>,
    resultOf: (done: T) => AuditedResult,
  ): Promise<T> {
    const [time, startMs] = [this.clock.now().toISOString(), this.clock.monotonicMs()];
    const end = (ending: Ending): void => {
      const { username: user, groups } = caller;
      const durationMs = Math.round(this.clock.monotonicMs() - startMs);
      const { dryRun, ...about } = action;
      const what = { ...about, ...(dryRun && { dryRun }) };
      this.log.append({ kind: 'Audit', time, ...currentRequest(), user, groups, ...what, ...ending, durationMs });
    };
    try {
      const done = await work();
      end(endingOf(resultOf(done)));
      return done;
    } catch (error) {
      end(failureOf(error));
      throw error;
    }
  }
}

function endingOf({ object, changes, replayed }: AuditedResult): Ending {
  return {
    outcome: 'Succeeded',
    ...(object && { name: object.metadata.name, uid: object.metadata.uid }),
    ...(replayed && { replayed }),
    ...(changes && auditedChanges(changes)),
  };
}

function failureOf(error: unknown): Ending {
  const problem = error instanceof KubeError ? problemOf(error) : error;
  if (!(problem instanceof ProblemError)) return { outcome: 'Failed', code: 'internal_error' };
  return { outcome: problem.kind.httpStatus < 500 ? 'Refused' : 'Failed', code: problem.code };
}
