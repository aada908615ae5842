export { FencedKubeClient } from './fenced-kube-client.js';
export { LeaderElector, LeadershipLostError, type LeaderElectorOptions, type LeaseTimes } from './leader-elector.js';
export { LEASE_ACCESS, type Lease } from './lease.js';
export type { Tenure } from './tenure.js';
