import { oneOf } from '../../contract/operations/index.js';
import { restartAll } from './restart-all.js';
import { restartMembers } from './restart-members.js';

/** Everybody, one after the other; or those that are named. */
export const restart = oneOf(restartAll, ({ request }) =>
  request.spec.restart?.members ? restartMembers : restartAll,
);
