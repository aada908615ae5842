import { keyOf, type KubeObject, type ObjectKey } from '../../../../kube/meta/index.js';
import { LABEL } from '../well-known.js';

/** Name of the index of objects by the Cluster that their label names. */
export const BY_CLUSTER = 'byCnpgCluster';

export const clusterKeyOf = ({ metadata }: KubeObject): ObjectKey[] => {
  const name = metadata.labels?.[LABEL.cluster];
  return name ? [{ namespace: metadata.namespace, name }] : [];
};

export const byCluster = (object: KubeObject): string[] => clusterKeyOf(object).map((key) => keyOf(key));
