import type { ResourceType } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import { matchesIntent, type Intended } from './intent.js';

export interface WritePreconditions {
  /** Entity tags of If-Match: the intent must be the one they name. */
  readonly ifMatch?: string;
  readonly dryRun?: boolean;
}

export type EditConditions = WritePreconditions & { readonly resourceVersion?: string };

/** @throws ProblemError `precondition_failed`, `conflict` where the object is not the one that its writer has seen. */
export function requireMatch(
  { kind }: Pick<ResourceType, 'kind'>,
  live: Intended,
  { ifMatch, resourceVersion }: EditConditions,
): void {
  if (resourceVersion !== undefined && resourceVersion !== live.metadata.resourceVersion) {
    const detail = `metadata.resourceVersion is ${live.metadata.resourceVersion} by now, not ${resourceVersion}: read again, then decide again.`;
    throw new ProblemError('conflict', detail);
  }
  if (ifMatch === undefined || matchesIntent(live, ifMatch)) return;
  throw new ProblemError(
    'precondition_failed',
    `The ${kind} was edited since the ETag in If-Match was read: read it again.`,
  );
}

/** The same of an object that is not there: whoever names a state means one that is. */
export function requireNothingMeant({ kind }: Pick<ResourceType, 'kind'>, conditions: EditConditions): void {
  const detail = `There is no ${kind} of this name any more: leave the precondition out to make it.`;
  if (conditions.ifMatch !== undefined) throw new ProblemError('precondition_failed', detail);
  if (conditions.resourceVersion !== undefined) throw new ProblemError('conflict', detail);
}

/** @throws ProblemError `precondition_required` when a replacement does not say what it replaces. */
export function requireBasis(ifMatch: string | undefined, resourceVersion: string | undefined): void {
  if (ifMatch !== undefined || resourceVersion !== undefined) return;
  const detail = 'PUT replaces everything: send If-Match with the ETag that you read, or metadata.resourceVersion.';
  throw new ProblemError('precondition_required', detail);
}
