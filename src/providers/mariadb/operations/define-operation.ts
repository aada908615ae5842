import { engineOperations, recordMembers } from '../../contract/operations/index.js';
import { derivePhase } from '../status/phase.js';
import { viewOf } from '../status/view.js';
import { MARIADB } from '../upstream.js';

export const defineOperation = engineOperations({
  viewOf,
  derivePhase,
  baselineOf: ({ members }) => recordMembers(members, ({ role }) => role),
  // The operator gives nothing up: whatever it reports, it tries again.
  failureOf: () => undefined,
  upstreamKind: MARIADB.kind,
});
