import { resourcePath, type ObjectKey, type ResourceType } from '../meta/index.js';
import { KubeError } from './kube-error.js';

/** Steps that whoever reads a URL takes away, encoded or not: the request would be about something else. */
const STEPS = new Set(['.', '..']);

export function collectionPath(type: ResourceType, namespace: string | undefined): string {
  refuseSteps(type, namespace);
  return resourcePath(type, { namespace });
}

/** @throws KubeError `BadRequest` without a name, `NotFound` for a name that nothing can have. */
export function itemPath(type: ResourceType, { namespace, name }: ObjectKey, subresource?: string): string {
  // An empty name would address the collection, and a DELETE of that is no mistake to make.
  if (!name) throw new KubeError(400, 'BadRequest', `a ${type.kind} without a name cannot be addressed`);
  refuseSteps(type, namespace);
  refuseSteps(type, name);
  return resourcePath(type, { namespace, name, subresource });
}

function refuseSteps({ kind }: ResourceType, segment: string | undefined): void {
  if (segment === undefined || !STEPS.has(segment)) return;
  throw new KubeError(404, 'NotFound', `no ${kind} is, or is in, "${segment}"`);
}
