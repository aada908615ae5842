import { restartOf } from '../../contract/operations/index.js';
import { restartAll } from './restart-all.js';
import { restartMembers } from './restart-members.js';

/** Everybody by the operator's own rolling restart; single members each in the way that suits its role. */
export const restart = restartOf(restartAll, restartMembers);
