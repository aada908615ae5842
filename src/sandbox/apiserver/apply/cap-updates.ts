import { giveFields } from './field-owners.js';
import type { FieldOwner, FieldOwners } from './field-owners.js';

const MAX_UPDATE_OWNERS = 10;
const BUCKET_MANAGER = 'ancient-changes';

/**
 * Keeps `managedFields` small where every writer has another name: the oldest Update entries of a version become one.
 * Appliers are never folded: they will come back for what they own.
 */
export function capUpdates(owners: FieldOwners): FieldOwners {
  const updates = [...owners.entries()].filter(([, { operation }]) => operation === 'Update').sort(byAge);
  let surplus = updates.length - MAX_UPDATE_OWNERS;
  if (surplus <= 0) return owners;

  let capped = owners;
  const oldestOfVersion = new Map<string, string>();
  for (const [identity, owner] of updates) {
    if (surplus <= 0) break;
    const first = oldestOfVersion.get(owner.apiVersion);
    oldestOfVersion.set(owner.apiVersion, first ?? identity);
    // The first of a version only folds once a second one joins it: alone it would free no entry.
    if (first === undefined) continue;
    capped = fold(fold(capped, first, owner.time), identity, owner.time);
    surplus -= 1;
  }
  return capped;
}

function fold(owners: FieldOwners, identity: string, time: string | undefined): FieldOwners {
  const owner = owners.get(identity);
  if (!owner || owner.manager === BUCKET_MANAGER) return owners;
  const rest = new Map(owners);
  rest.delete(identity);
  const { subresource: _folded, ...bucket } = owner;
  return giveFields(rest, { ...bucket, manager: BUCKET_MANAGER, ...(time ? { time } : {}) });
}

function byAge([, a]: [string, FieldOwner], [, b]: [string, FieldOwner]): number {
  const [left, right] = [`${a.time ?? ''} ${a.manager}`, `${b.time ?? ''} ${b.manager}`];
  return left < right ? -1 : Number(left > right);
}
