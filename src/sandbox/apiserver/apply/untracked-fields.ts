import { difference, onlyUnder, pathSet, unionAll, withoutUnder } from './field-set.js';
import type { FieldSet } from './field-set.js';
import { statusCoversMetadata } from '../registry/served-resource.js';
import type { FieldWrite } from './requests.js';

const SERVER_METADATA = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'selfLink',
  'managedFields',
];

const UNTRACKED: FieldSet = unionAll([
  pathSet(['f:apiVersion']),
  pathSet(['f:kind']),
  pathSet(['f:metadata']),
  ...SERVER_METADATA.map((field) => pathSet(['f:metadata', `f:${field}`])),
]);

/** What nobody owns (the object's identity, what the server sets) and what this endpoint does not write is left out. */
export function trackedFields(set: FieldSet, write: Pick<FieldWrite, 'resource' | 'subresource'>): FieldSet {
  return difference(writtenFields(set, write), UNTRACKED);
}

function writtenFields(
  set: FieldSet,
  { resource, subresource }: Pick<FieldWrite, 'resource' | 'subresource'>,
): FieldSet {
  if (subresource === 'status') {
    const parts = statusCoversMetadata(resource) ? ['f:metadata', 'f:status'] : ['f:status'];
    return unionAll(parts.map((part) => onlyUnder(set, part)));
  }
  if (subresource === undefined && resource.hasStatus) return withoutUnder(set, 'f:status');
  return set;
}
