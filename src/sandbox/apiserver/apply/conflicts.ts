import type { StatusCause } from '../../../kube/meta/index.js';
import type { FieldChanges } from './compare-values.js';
import type { FieldOwner, FieldOwners } from './field-owners.js';
import { intersection, pathsOf, union } from './field-set.js';
import { formatPath } from './path-element.js';
import { ApplyConflictError } from './requests.js';

/**
 * A field in conflict is one that the apply changes or adds and somebody else owns. What it removes it owned itself, or
 * nobody did. @throws ApplyConflictError
 */
export function refuseConflicts(owners: FieldOwners, self: string, changes: FieldChanges): void {
  const written = union(changes.modified, changes.added);
  const causes = [...owners].flatMap(([identity, owner]) => {
    if (identity === self) return [];
    const fields = [...pathsOf(intersection(owner.fields, written))];
    return fields.map((path) => causeOf(owner, path));
  });
  if (causes.length > 0) throw new ApplyConflictError(causes);
}

function causeOf(owner: FieldOwner, path: readonly string[]): StatusCause {
  return { reason: 'FieldManagerConflict', message: `conflict with ${describe(owner)}`, field: formatPath(path) };
}

/** Appliers are known by name, updaters by the version they wrote as well. */
function describe({ manager, subresource, operation, apiVersion }: FieldOwner): string {
  const name = subresource ? `"${manager}" with subresource "${subresource}"` : `"${manager}"`;
  return operation === 'Apply' ? name : `${name} using ${apiVersion}`;
}
