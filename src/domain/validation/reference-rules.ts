import type { ObjectKey } from '../../kube/meta/index.js';

/** Said where an object names a cluster that is not there, or, to a caller, none that they may see. */
export const noSuchCluster = ({ namespace, name }: ObjectKey): string =>
  `there is no DatabaseCluster "${name}" in namespace "${namespace}"`;
