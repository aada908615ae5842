import { operationsOn } from '../../percona/operations/index.js';
import { MYSQL } from '../dialect.js';

export const defineOperation = operationsOn(MYSQL);
