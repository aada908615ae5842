import { ClusterAccess } from '../envtest/cluster-access.js';

/** The real control plane that `npm run test:envtest` has started; undefined where the embedded one is to be used. */
export function realControlPlane(): ClusterAccess | undefined {
  const folder = process.env.ENVTEST_CONTROL_PLANE;
  return folder ? new ClusterAccess(folder) : undefined;
}

/** Whether clusters that a test starts for itself are to be real: `npm run test:envtest` and `test:kubectl` say so. */
export const wantsRealClusters = (): boolean => process.env.TEST_CLUSTERS === 'real';
