import { OPS_REQUEST } from '../../resources/ops-request/index.js';

interface NamedObject {
  readonly namespace?: string;
  readonly name: string;
}

const namespaced = (collection: string, { namespace = '', name }: NamedObject): string =>
  `/api/v1/namespaces/${encodeURIComponent(namespace)}/${collection}/${encodeURIComponent(name)}`;

/** Where REST shows an object. */
export const clusterPath = (cluster: NamedObject): string => namespaced('clusters', cluster);
export const operationPath = (operation: NamedObject): string => namespaced('operations', operation);

/** The same for an object of any of our kinds in a namespace. */
export const pathOf = (object: NamedObject & { readonly kind: string }): string =>
  object.kind === OPS_REQUEST.kind ? operationPath(object) : clusterPath(object);
