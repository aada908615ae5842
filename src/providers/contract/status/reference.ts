import type { KubeObject, ResourceType } from '../../../kube/meta/index.js';
import { apiVersionOf } from '../../../kube/meta/index.js';
import type { UpstreamReference } from '../../../resources/database-cluster/index.js';

/** Where to look for more, with what the operator says in its own words. */
export const referenceTo = (
  type: ResourceType,
  { metadata }: Pick<KubeObject, 'metadata'>,
  said: Pick<UpstreamReference, 'phase' | 'operatorVersion'>,
): UpstreamReference => ({ apiVersion: apiVersionOf(type), kind: type.kind, name: metadata.name, ...said });
