import { NAMESPACE } from '../../../kube/meta/index.js';
import { forbidden, notFound } from '../api-status/api-error.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { WriteTarget } from './write-request.js';

const NAMESPACES_KEY = storageKeyOf(NAMESPACE);

/** Nothing new enters a namespace that is absent (404) or on its way out (403). @throws ApiError */
export function assertNamespaceOpen(reader: ObjectReader, { resource, namespace }: WriteTarget, name: string): void {
  if (namespace === undefined) return;
  const found = reader.get(NAMESPACES_KEY, undefined, namespace);
  if (!found) throw notFound(NAMESPACE, namespace);
  if (!found.metadata.deletionTimestamp) return;
  const message = `namespace ${namespace} is being terminated`;
  const because = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const cause = { reason: 'NamespaceTerminating', message, field: 'metadata.namespace' };
  throw forbidden(resource, name, because, [cause]);
}
