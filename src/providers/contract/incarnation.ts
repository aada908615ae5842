import type { RecoverySource } from '../../resources/database-cluster/index.js';

/**
 * What the data of a cluster was born from. Written as the annotation `dbaas.io/incarnation` of the upstream object when
 * it is created, copied to our status, and rendered from there ever after.
 */
export interface Incarnation {
  /** 1 for the first; one more each time the data is made anew. */
  readonly number: number;
  /** Absent when it was born empty. */
  readonly source?: RecoverySource;
}

export const FIRST_INCARNATION: Incarnation = { number: 1 };

export function serializeIncarnation({ number, source }: Incarnation): string {
  return JSON.stringify({ number, ...(source && { source }) });
}

/** undefined when the text is not a record that we wrote. */
export function parseIncarnation(text: string | undefined): Incarnation | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Partial<Incarnation> | null;
    if (typeof value?.number !== 'number' || value.number < 1) return undefined;
    return { number: value.number, ...(isSource(value.source) && { source: value.source }) };
  } catch {
    return undefined;
  }
}

function isSource(value: unknown): value is RecoverySource {
  if (typeof value !== 'object' || value === null) return false;
  const { storage, archive } = value as Partial<RecoverySource>;
  return typeof storage === 'string' && typeof archive === 'string';
}
