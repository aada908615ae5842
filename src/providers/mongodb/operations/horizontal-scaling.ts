import type { OperationHandler } from '../../contract/index.js';
import { COPYING, oneOf } from '../../contract/operations/index.js';
import { addShards } from './add-shards.js';

/** More shards, or more or fewer members in each. */
export const horizontalScalingOf = (members: OperationHandler): OperationHandler =>
  oneOf(COPYING, ({ request }) => (request.spec.horizontalScaling?.shards === undefined ? members : addShards));
