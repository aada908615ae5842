import { randomBytes } from 'node:crypto';
import { OPERATION_TYPES } from '../../resources/ops-request/index.js';

const MAX_LENGTH = 63;
const RANDOM_BYTES = 3;

const randomSuffix = (): string => randomBytes(RANDOM_BYTES).toString('hex');

/** `orders-horizontalscaling-1f2e3d`: says what it is, and is free. Takes what a caller wrote, right or wrong. */
export function newOperationName(cluster = 'operation', type?: unknown, random = randomSuffix): string {
  const isType = OPERATION_TYPES.some((known) => known === type);
  const prefix = isType ? `${cluster}-${String(type).toLowerCase()}` : cluster;
  const suffix = random();
  return `${prefix.slice(0, MAX_LENGTH - suffix.length - 1)}-${suffix}`;
}
