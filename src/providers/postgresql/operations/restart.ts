import { oneOf } from '../../contract/operations/index.js';
import { restartAll } from './restart-all.js';
import { restartMembers } from './restart-members.js';

/** Everybody by the operator's own rolling restart; single members each in the way that suits its role. */
export const restart = oneOf(restartAll, ({ request }) =>
  request.spec.restart?.members ? restartMembers : restartAll,
);
