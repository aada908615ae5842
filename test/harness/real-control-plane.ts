import { ClusterAccess } from '../envtest/cluster-access.js';

/** The real control plane that `npm run test:envtest` has started; undefined where the embedded one is to be used. */
export function realControlPlane(): ClusterAccess | undefined {
  const folder = process.env.ENVTEST_CONTROL_PLANE;
  return folder ? new ClusterAccess(folder) : undefined;
}
