import { apiVersionOf, resourceName, type KubeList, type KubeObject, type ResourceType } from '../meta/index.js';
import { KubeError } from './kube-error.js';

/** Lists of built-in kinds leave apiVersion and kind out of their items. */
export function identify<T extends KubeObject>(type: ResourceType, object: T): T {
  object.apiVersion ??= apiVersionOf(type);
  object.kind ??= type.kind;
  return object;
}

/** The object under its own kind and without its content, whether the server answered in metadata only or in full. */
export function metadataOf<T extends KubeObject>(type: ResourceType, { metadata }: T): T {
  return { apiVersion: apiVersionOf(type), kind: type.kind, metadata } as T;
}

/** @throws KubeError 500 when the answer is no list. */
export function itemsOf<T extends KubeObject>(type: ResourceType, { items }: KubeList<T>): readonly T[] {
  if (Array.isArray(items)) return items;
  // How kube-apiserver writes an empty list of metadata.
  if (items === null) return [];
  throw new KubeError(500, 'InternalError', `list of ${resourceName(type)}: no items`);
}
