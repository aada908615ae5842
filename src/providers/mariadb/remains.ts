import { PERSISTENT_VOLUME_CLAIM, POD, SECRET, SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { Observed } from '../contract/index.js';
import { STATEFUL_SET } from '../contract/objects/index.js';
import { MARIADB } from './upstream.js';

/** By the operator's object, or by what the operator made: Secrets of ours carry the same labels. */
export const isOwned = ({ metadata }: UntypedObject): boolean =>
  metadata.ownerReferences?.some(({ kind }) => [MARIADB.kind, STATEFUL_SET.kind].includes(kind)) ?? false;

/** What is there of a database whose MariaDB is gone, by kind and name: claims stay until somebody deletes them. */
export function remainsOf(observed: Observed): string[] {
  const left = [
    ...[STATEFUL_SET, POD, SERVICE, PERSISTENT_VOLUME_CLAIM].flatMap((type) => observed.list(type)),
    ...observed.list(SECRET).filter(isOwned),
  ];
  return left.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
}
