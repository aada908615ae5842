import { checkAll } from '../contract/validation/index.js';
import { brokersInputOf } from './validation/brokers-input.js';
import { checkCopies, checkForbiddenSettings, checkQuorums } from './validation/parameter-rules.js';
import { checkShrinking, checkStorageSize } from './validation/size-rules.js';

/** Every problem that the operator would find in what we render, and those that it would not tell of. */
export const checkRules = checkAll(
  [checkShrinking, checkStorageSize, checkForbiddenSettings, checkCopies, checkQuorums],
  brokersInputOf,
);
