import { checksBeforeReconcile } from '../percona/pre-reconcile.js';
import { OPERATOR } from './capabilities.js';
import { MYSQL } from './dialect.js';

export const checkBeforeReconcile = checksBeforeReconcile(MYSQL, OPERATOR);
