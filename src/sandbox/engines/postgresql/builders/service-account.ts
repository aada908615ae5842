import { apiVersionOf, type KubeObject } from '../../../../kube/meta/index.js';
import type { Cluster } from '../cluster.js';
import { SERVICE_ACCOUNT } from '../../mechanics/kinds.js';
import { ownedMetadata } from './ownership.js';

/** Whom the instances run as: a real API server takes no pod of an account that is not there. */
export const serviceAccountName = ({ metadata, spec }: Cluster): string => spec.serviceAccountName ?? metadata.name;

/** Undefined for a Cluster that is to use somebody else's. */
export function buildServiceAccount(cluster: Cluster): KubeObject | undefined {
  if (cluster.spec.serviceAccountName !== undefined) return undefined;
  return {
    apiVersion: apiVersionOf(SERVICE_ACCOUNT),
    kind: SERVICE_ACCOUNT.kind,
    metadata: ownedMetadata(cluster, serviceAccountName(cluster)),
  };
}
