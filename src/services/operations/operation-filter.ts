import { phaseOf } from '../../operations/index.js';
import type { OperationPhase, OperationType, OpsRequest } from '../../resources/ops-request/index.js';

/** Each list is an "or"; absent means any. */
export interface OperationFilter {
  readonly name?: readonly string[];
  /** Names of the clusters that they are for. */
  readonly cluster?: readonly string[];
  readonly type?: readonly OperationType[];
  readonly phase?: readonly OperationPhase[];
  /** Subjects, as `status.requestedBy` names them. */
  readonly requestedBy?: readonly string[];
  /** RFC 3339. */
  readonly createdAfter?: string;
  readonly createdBefore?: string;
}

export function matchesFilter(operation: OpsRequest, filter: OperationFilter): boolean {
  const { metadata, spec, status } = operation;
  return (
    includes(filter.name, metadata.name) &&
    includes(filter.cluster, spec.clusterRef.name) &&
    includes(filter.type, spec.type) &&
    includes(filter.phase, phaseOf(operation)) &&
    includes(filter.requestedBy, status?.requestedBy?.subject) &&
    isWithin(createdMs(operation), filter)
  );
}

function includes<T>(wanted: readonly T[] | undefined, value: T | undefined): boolean {
  return !wanted || (value !== undefined && wanted.includes(value));
}

function isWithin(ms: number, { createdAfter, createdBefore }: OperationFilter): boolean {
  if (createdAfter !== undefined && ms <= Date.parse(createdAfter)) return false;
  return createdBefore === undefined || ms < Date.parse(createdBefore);
}

const createdMs = ({ metadata }: OpsRequest): number => Date.parse(metadata.creationTimestamp ?? '') || 0;

/** Later than any creation, and of as many digits as every one: text is compared, not numbers. */
const FAR_FUTURE_MS = 9_999_999_999_999;
const DIGITS = String(FAR_FUTURE_MS).length;

/** Lists show the newest first. */
export function placeOfOperation(operation: OpsRequest): string {
  const { namespace, name } = operation.metadata;
  return `${String(FAR_FUTURE_MS - createdMs(operation)).padStart(DIGITS, '0')}/${namespace}/${name}`;
}
