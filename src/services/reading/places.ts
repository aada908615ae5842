import type { KubeObject } from '../../kube/meta/index.js';

/** Where an object stands in lists by the time of its creation. Text is compared, not numbers: all have as many digits. */

/** Later than any creation. */
const FAR_FUTURE_MS = 9_999_999_999_999;
const DIGITS = String(FAR_FUTURE_MS).length;

export const newestFirst = (object: KubeObject): string => placeAt(FAR_FUTURE_MS - createdMs(object), object);

export const oldestFirst = (object: KubeObject): string => placeAt(createdMs(object), object);

const placeAt = (ms: number, { metadata: { namespace, name } }: KubeObject): string =>
  `${String(ms).padStart(DIGITS, '0')}/${namespace}/${name}`;

const createdMs = ({ metadata }: KubeObject): number => Date.parse(metadata.creationTimestamp ?? '') || 0;
