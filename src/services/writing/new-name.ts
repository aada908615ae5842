import { randomBytes } from 'node:crypto';

const MAX_LENGTH = 63;
const RANDOM_BYTES = 3;

const randomSuffix = (): string => randomBytes(RANDOM_BYTES).toString('hex');

/** `orders-stop-1f2e3d`: a name that is free, for an object whose maker named none. */
export function newName(prefix: string, random = randomSuffix): string {
  const suffix = random();
  return `${prefix.slice(0, MAX_LENGTH - suffix.length - 1)}-${suffix}`;
}
