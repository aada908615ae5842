import {
  matchesLabels,
  parseLabelSelector,
  SelectorSyntaxError,
  type LabelRequirement,
} from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import type { KubeObject } from '../../kube/meta/index.js';

/** What objects of every kind can be told apart by; what is absent does not matter. */
export interface MetadataFilter {
  readonly name?: readonly string[];
  /** How the name begins. */
  readonly q?: string;
  readonly labels?: readonly LabelRequirement[];
  /** RFC 3339. */
  readonly createdAfter?: string;
  readonly createdBefore?: string;
}

export function matchesMetadata({ metadata }: KubeObject, filter: MetadataFilter): boolean {
  return (
    isIn(filter.name, metadata.name) &&
    metadata.name.startsWith(filter.q ?? '') &&
    (!filter.labels || matchesLabels(filter.labels, metadata.labels)) &&
    isWithin(Date.parse(metadata.creationTimestamp ?? '') || 0, filter)
  );
}

/** An absent list wants any. */
export function isIn<T>(wanted: readonly T[] | undefined, value: T | undefined): boolean {
  return !wanted || (value !== undefined && wanted.includes(value));
}

function isWithin(ms: number, { createdAfter, createdBefore }: MetadataFilter): boolean {
  if (createdAfter !== undefined && ms <= Date.parse(createdAfter)) return false;
  return createdBefore === undefined || ms < Date.parse(createdBefore);
}

/** @throws ProblemError `malformed_request`, naming the parameter by its pointer. */
export function readLabelSelector(text: string, pointer: string): readonly LabelRequirement[] {
  try {
    return parseLabelSelector(text);
  } catch (error) {
    if (!(error instanceof SelectorSyntaxError)) throw error;
    const fields = [{ pointer, code: 'invalid' as const, message: error.message, rejected: text }];
    throw new ProblemError('malformed_request', `${pointer}: ${error.message}.`, { fields });
  }
}
