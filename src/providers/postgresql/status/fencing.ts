import { CNPG_ANNOTATIONS, type CnpgCluster } from '../upstream.js';

/** For everybody, whoever that is. */
export const EVERYBODY = '*';

/** What the annotation lists: names, or one sign for all. Like the operator: what cannot be read fences nobody. */
export function fencingList(upstream: CnpgCluster | undefined): string[] {
  try {
    const value: unknown = JSON.parse(upstream?.metadata.annotations?.[CNPG_ANNOTATIONS.fencedInstances] ?? '[]');
    return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

export function isFenced(upstream: CnpgCluster | undefined, member: string): boolean {
  const list = fencingList(upstream);
  return list.includes(EVERYBODY) || list.includes(member);
}
