import { checksBeforeReconcile } from '../percona/pre-reconcile.js';
import { OPERATOR } from './capabilities.js';
import { MONGODB } from './dialect.js';

export const checkBeforeReconcile = checksBeforeReconcile(MONGODB, OPERATOR);
