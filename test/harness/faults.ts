import { EmbeddedApiServer } from '../../src/sandbox/apiserver/index.js';
import { wantsRealClusters } from './real-control-plane.js';

/** What can be done to an embedded server, and not to a real one. */
export type Faults = Pick<EmbeddedApiServer, 'withholdEvents' | 'compactHistory' | 'dropWatches'>;

/** Whether tests of faults can run. */
export const canInjectFaults = (): boolean => !wantsRealClusters();

/** @throws Error for a real server: ask {@link canInjectFaults} before. */
export function faultsOf({ api }: { readonly api: object }): Faults {
  if (api instanceof EmbeddedApiServer) return api;
  throw new Error('a real API server makes no faults on demand');
}
