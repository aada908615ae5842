import { OPERATOR_VERSION } from './well-known.js';

/** The versions of Kafka that Strimzi 1.2 runs, oldest first, with the format of metadata each one brings. */
export const KAFKA_VERSIONS: readonly { readonly version: string; readonly metadata: string }[] = [
  { version: '4.2.0', metadata: '4.2-IV1' },
  { version: '4.2.1', metadata: '4.2-IV1' },
  { version: '4.3.0', metadata: '4.3-IV0' },
  { version: '4.3.1', metadata: '4.3-IV0' },
];

export const DEFAULT_VERSION = '4.3.1';

export const imageOf = (version: string): string => `quay.io/strimzi/kafka:${OPERATOR_VERSION}-kafka-${version}`;

/** Undefined for a version that the operator does not know. */
export const metadataOf = (version: string): string | undefined =>
  KAFKA_VERSIONS.find((known) => known.version === version)?.metadata;

/** Whether metadata of format `one` is newer than a Kafka of format `other` understands. */
export function isNewerMetadata(one: string, other: string): boolean {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  const index = left.findIndex((part, at) => part !== (right[at] ?? 0));
  return index >= 0 && left[index]! > (right[index] ?? 0);
}

const numbersOf = (format: string): number[] => (format.slice(0, 32).match(/\d{1,6}/g) ?? []).map(Number);
