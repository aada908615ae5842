import { compareQuantities, type KubeObject } from '../../../kube/meta/index.js';
import type { NodePool, PodSet, Storage, Volume } from './kafka.js';
import { ANNOTATION } from './well-known.js';

/** One claim that every node of a pool has. */
export interface ClaimNeed {
  /** What precedes the pod's name in the claim's. */
  readonly prefix: string;
  readonly volume: Volume;
}

const volumesOf = (storage: Storage): Volume[] =>
  storage.type === 'jbod' ? ((storage as { volumes?: Volume[] }).volumes ?? []) : [storage];

export const claimNeeds = (storage: Storage): ClaimNeed[] =>
  volumesOf(storage)
    .filter(({ type }) => type === 'persistent-claim')
    .map((volume) => ({ prefix: storage.type === 'jbod' ? `data-${volume.id}` : 'data', volume }));

export interface StorageWish {
  /** What holds: the wish, or what was there before an illegal one. */
  readonly storage: Storage;
  readonly isRefused: boolean;
}

/** An illegal change of one volume makes the operator ignore every change of the pool's storage, with a warning. */
export function judgeStorage({ spec }: NodePool, podSet: PodSet | undefined): StorageWish {
  const recorded = podSet?.metadata.annotations?.[ANNOTATION.storage];
  if (recorded === undefined) return { storage: spec.storage, isRefused: false };
  const before = JSON.parse(recorded) as Storage;
  return isLegalChange(before, spec.storage)
    ? { storage: spec.storage, isRefused: false }
    : { storage: before, isRefused: true };
}

function isLegalChange(before: Storage, after: Storage): boolean {
  if (before.type !== after.type) return false;
  const next = volumesOf(after);
  return volumesOf(before).every((old) => {
    const same = next.find(({ id }) => id === old.id);
    return same === undefined || (same.type === old.type && same.class === old.class && isNoSmaller(old, same));
  });
}

const isNoSmaller = (old: Volume, { size = '0' }: Volume): boolean => compareQuantities(size, old.size ?? '0') >= 0;

/** The number at the end of a claim's name. */
export function nodeIdOf({ metadata }: KubeObject): number | undefined {
  const digits = /-(\d{1,9})$/.exec(metadata.name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
