import { operationsOn } from '../../percona/operations/index.js';
import { MONGODB } from '../dialect.js';

export const defineOperation = operationsOn(MONGODB);
