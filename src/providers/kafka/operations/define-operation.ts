import { engineOperations } from '../../contract/operations/index.js';
import { derivePhase } from '../status/phase.js';
import { viewOf } from '../status/view.js';
import { KAFKA } from '../upstream.js';
import { baselineOf } from './baseline.js';
import { failureOf } from './situation.js';

export const defineOperation = engineOperations({
  viewOf,
  derivePhase,
  baselineOf,
  failureOf,
  upstreamKind: KAFKA.kind,
});
