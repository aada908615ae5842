import type { KubeList, KubeObject } from '../../../kube/meta/index.js';
import type { PartialObjectMetadata } from './table.js';

/** The object without all but its metadata; shares the metadata, which nobody may change. */
export function toPartialObjectMetadata(object: KubeObject): PartialObjectMetadata {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

export function toPartialObjectMetadataList(list: KubeList): KubeList<PartialObjectMetadata> {
  return {
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata: list.metadata,
    items: list.items.map(toPartialObjectMetadata),
  };
}
