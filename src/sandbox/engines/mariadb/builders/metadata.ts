import type { ObjectMeta } from '../../../../kube/meta/index.js';
import { ownerOf } from '../../mechanics/ownership.js';
import type { Mariadb } from '../mariadb.js';
import { selectorLabels } from '../well-known.js';

/** Of what the operator makes for a database: what the database says is inherited, too. */
export const childMetadata = (mariadb: Mariadb, name: string, more: Partial<ObjectMeta> = {}): ObjectMeta => ({
  name,
  namespace: mariadb.metadata.namespace,
  labels: { ...mariadb.spec.inheritMetadata?.labels, ...selectorLabels(mariadb.metadata.name), ...more.labels },
  ...annotationsOf({ ...mariadb.spec.inheritMetadata?.annotations, ...more.annotations }),
  ownerReferences: [ownerOf(mariadb)],
});

const annotationsOf = (annotations: Record<string, string>): Pick<ObjectMeta, 'annotations'> =>
  Object.keys(annotations).length > 0 ? { annotations } : {};
