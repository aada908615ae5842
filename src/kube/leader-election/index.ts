export { LeaderElector, LeadershipLostError, type LeaderElectorOptions } from './leader-elector.js';
