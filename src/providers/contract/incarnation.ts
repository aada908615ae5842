/**
 * What the data of a cluster was born from. Written as the annotation `dbaas.io/incarnation` of the upstream object when
 * it is created, copied to our status, and rendered from there ever after.
 */
export interface Incarnation {
  /** 1 for the first; one more each time the data is made anew. */
  readonly number: number;
}

export const FIRST_INCARNATION: Incarnation = { number: 1 };

export function serializeIncarnation(incarnation: Incarnation): string {
  return JSON.stringify(incarnation);
}

/** undefined when the text is not a record that we wrote. */
export function parseIncarnation(text: string | undefined): Incarnation | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Partial<Incarnation> | null;
    return typeof value?.number === 'number' && value.number >= 1 ? { number: value.number } : undefined;
  } catch {
    return undefined;
  }
}
