import { restartOf } from '../../contract/operations/index.js';
import { restartAll } from './restart-all.js';
import { restartMembers } from './restart-members.js';

export const restart = restartOf(restartAll, restartMembers);
