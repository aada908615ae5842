import { mustHaveSource, rebuildByHand } from '../../contract/operations/index.js';
import type { ClusterView } from '../status/view.js';
import { defineOperation } from './define-operation.js';
import { claimOf, discardTransfers } from './situation.js';

/** The operator sees that the disk is another, and fills it from a backup of a member. */
export const rebuildInstance = defineOperation(
  rebuildByHand<ClusterView>({
    claimOf,
    validate: (situation, member) => mustHaveSource(situation, member, [situation.upstream.status?.currentPrimary]),
    warning: 'by way of a volume of the same size that is deleted afterwards',
    meanwhile: 'is filled from a backup',
    conclude: (situation) => ({
      actions: discardTransfers(situation),
      waitsFor:
        situation.whyNotWhole ??
        (situation.view.transfers.length > 0 ? 'What the member was filled from is being deleted.' : undefined),
    }),
  }),
);
